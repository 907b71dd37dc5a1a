// A link to a view: the weights and the filters as the part of the address that stands behind #.

const LABELS = { continent: "continent", country: "country", fewest: "people, at least", most: "people, at most", water: "water" };
const FILTERS = Object.keys(LABELS);

// What stands behind # for this view; "" where it is the adopted one.
function fragment(view) {
  const { model, state } = view;
  const parts = [];
  if (model.shares(state.weights) !== null && !model.isAdopted(state.weights)) {
    const given = model.criteria.map((criterion, k) => [criterion.id, state.weights[k]]).filter(([, weight]) => weight > 0);
    parts.push(`w=${given.map(([id, weight]) => `${encodeURIComponent(id)}:${weight}`).join(",")}`);
  }
  for (const name of FILTERS) if (state.filters[name] !== "") parts.push(`${name}=${encodeURIComponent(state.filters[name])}`);
  if (!state.varied) parts.push("vary=0");
  return parts.join("&");
}

// A view from what stands behind #: { weights, filters, varied, wrong }, where `wrong` tells what could not be read.
// null where it is no view but a part of the page, or nothing.
function readFragment(model, text) {
  const wanted = [...FILTERS, "w", "vary"];
  const pairs = text.replace(/^#/, "").split("&").map((pair) => pair.split(/=(.*)/s));
  if (!pairs.some(([name]) => wanted.includes(name))) return null;
  const found = { weights: null, filters: {}, varied: true, wrong: [] };
  for (const [name, value = ""] of pairs) {
    if (name === "w") readWeights(model, value, found);
    else if (name === "vary") found.varied = value !== "0";
    else if (FILTERS.includes(name)) readFilter(name, value, found);
    else found.wrong.push(`nothing here is called “${name.slice(0, 30)}”`);
  }
  return found;
}

function plainText(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readWeights(model, text, found) {
  const weights = model.criteria.map(() => 0);
  for (const pair of text.split(",")) {
    const at = pair.lastIndexOf(":");
    const id = plainText(pair.slice(0, Math.max(at, 0)));
    const number = pair.slice(at + 1);
    const k = model.criteria.findIndex((criterion) => criterion.id === id);
    const weight = Number(number);
    if (k < 0) found.wrong.push(`there is no criterion “${(id || pair).slice(0, 30)}”`);
    else if (number === "" || !Number.isFinite(weight) || weight < 0 || weight > 1e6) found.wrong.push(`“${number.slice(0, 30)}” is no weight`);
    else weights[k] = weight;
  }
  if (model.shares(weights) === null) found.wrong.push("its weights leave nothing to rank by, so the adopted ones stand");
  else found.weights = weights;
}

function readFilter(name, text, found) {
  const value = plainText(text);
  const field = document.getElementById(name);
  const fits = field.options ? [...field.options].some((option) => option.value === value) : /^\d{1,10}$/.test(value);
  if (fits) found.filters[name] = value;
  else found.wrong.push(`“${value.slice(0, 30)}” is no choice of ${LABELS[name]}`);
}

// Show the view that the address names; whether it named one.
function followAddress(view) {
  const found = readFragment(view.model, location.hash);
  if (found === null) return false;
  view.state.weights = found.weights ?? [...view.model.adopted];
  view.state.filters = { ...view.noFilters(), ...found.filters };
  view.state.varied = found.varied;
  view.state.shown = 20;
  for (const name of FILTERS) document.getElementById(name).value = view.state.filters[name];
  document.getElementById("varied").checked = found.varied;
  if (found.weights && view.model.criteria.some((criterion, k) => criterion.added && found.weights[k] > 0)) document.querySelector("#sliders + .more").open = true;
  tellLink(found.wrong.length ? [h("p", {}, "The link could be read in part only: ", h("bdi", {}, found.wrong.slice(0, 3).join("; ")), ".")] : []);
  return true;
}

function tellLink(children) {
  fill("link", children).hidden = children.length === 0;
}

// The whole address of this view.
function addressOf(view) {
  const text = fragment(view);
  return location.href.replace(/#.*$/s, "") + (text ? `#${text}` : "");
}

// Keep the address in step with the view; a page inside a notebook has none of its own.
function keepAddress(view) {
  const text = fragment(view);
  const has = readFragment(view.model, location.hash) !== null;
  if (!text && !has) return;
  try {
    history.replaceState(null, "", text ? `#${text}` : location.href.replace(/#.*$/s, ""));
  } catch {
    return; // the copied link has it all the same
  }
}

async function copyLink(view) {
  const address = addressOf(view);
  const field = h("input", { type: "text", readonly: true, class: "address", "aria-label": "The link to this view", dir: "ltr" });
  field.value = address;
  const said = h("p", {}, "This is the link:");
  const local = location.protocol === "file:" ? h("p", { class: "hint" }, "This page is a file on your computer: send the file along, and what stands behind # shows the same view of it.") : null;
  tellLink([said, field, local].filter(Boolean));
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = "The link is copied:";
  } catch {
    if (document.execCommand("copy")) said.textContent = "The link is copied:";
    else said.textContent = "Copy the link from here:";
  }
}
