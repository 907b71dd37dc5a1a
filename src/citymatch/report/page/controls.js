// Sliders and filters.

// The largest step factor with which every weight fits a slider of 0 to 100.
function sliderFactor(weights) {
  const largest = Math.max(...weights, 1e-9);
  let factor = 1e-6;
  for (let power = -6; power <= 6; power++) for (const digit of [1, 2, 5]) if (largest * digit * 10 ** power <= 60) factor = Number(`${digit}e${power}`);
  return factor;
}

function slider(view, k) {
  const criterion = view.model.criteria[k];
  const id = `weight-${k}`;
  const share = h("output", { for: id, class: "share" });
  const input = h("input", { type: "range", id, min: "0", max: "100", step: "1", disabled: !criterion.usable });
  input.value = String(Math.round(view.state.weights[k] * view.factor));
  input.addEventListener("input", () => view.setWeight(k, Number(input.value) / view.factor));
  const note = criterion.usable ? criterion.note : `It cannot count: ${criterion.whyNot}.`;
  return h("div", { class: "slider" },
    h("label", { for: id }, h("bdi", {}, criterion.label)), share, input,
    note ? h("p", { class: "hint" }, h("bdi", {}, note[0].toUpperCase() + note.slice(1))) : null);
}

function buildSliders(view) {
  const own = [], added = [];
  view.model.criteria.forEach((criterion, k) => (criterion.added ? added : own).push(slider(view, k)));
  fill("sliders", own);
  fill("added", added);
}

function showShares(view) {
  view.model.criteria.forEach((criterion, k) => {
    const input = document.getElementById(`weight-${k}`);
    const text = percent(view.result.shares[k]);
    input.value = String(Math.round(view.state.weights[k] * view.factor));
    input.setAttribute("aria-valuetext", `${text} of the score`);
    input.parentElement.querySelector("output").textContent = text;
  });
}

const WATER = {
  "": "any",
  coast_km: "sea coast within 10 km",
  lake_km: "lake within 10 km",
  river_km: "river within 10 km",
  some: "any of these within 10 km",
  none: "none of these within 10 km",
};
const NEAR = 10;
const WATERS = ["coast_km", "lake_km", "river_km"];

function options(id, pairs) {
  fill(id, pairs.map(([value, text]) => h("option", { value }, text)));
}

function buildFilters(view) {
  const { model } = view;
  const carried = new Set();
  for (let i = 0; i < model.ranked; i++) carried.add(model.fact("country", i));
  const lands = model.head.countries.filter((c) => carried.has(c.code)).sort((a, b) => a.name.localeCompare(b.name));
  const continents = [...new Set(lands.map((c) => c.continent).filter(Boolean))].sort();
  options("continent", [["", "all"], ...continents.map((name) => [name, name])]);
  options("country", [["", "all"], ...lands.map((c) => [c.code, c.name])]);
  options("water", Object.entries(WATER));
  options("zoom", [...Object.keys(ZOOMS), "group"].map((name) => [name, name === "group" ? GROUP : name]));
  document.querySelector("#zoom [value=group]").hidden = true;
  for (const id of ["continent", "country", "fewest", "most", "water"]) {
    document.getElementById(id).addEventListener("input", () => view.setFilter(id, document.getElementById(id).value));
  }
  const varied = document.getElementById("varied");
  varied.closest("label").hidden = !model.head.varied;
  varied.addEventListener("input", () => view.vary(varied.checked));
  document.getElementById("clear").addEventListener("click", () => view.clearFilters());
  document.getElementById("zoom").addEventListener("input", (event) => { if (event.target.value !== "group") zoomTo(view, event.target.value); });
}

// Whether a place passes the filters.
function placeFilter(model, { continent, country, fewest, most, water }) {
  const low = fewest === "" ? null : Number(fewest);
  const high = most === "" ? null : Number(most);
  const near = (place, name) => {
    const distance = model.fact(name, place);
    return distance !== null && distance <= NEAR;
  };
  return (place) => {
    if (country && model.fact("country", place) !== country) return false;
    if (continent && model.fact("continent", place) !== continent) return false;
    const people = model.fact("population", place);
    if (low !== null && !(people !== null && people >= low)) return false;
    if (high !== null && !(people !== null && people <= high)) return false;
    if (water === "some") return WATERS.some((name) => near(place, name));
    if (water === "none") return !WATERS.some((name) => near(place, name));
    return !water || near(place, water);
  };
}

// Whether a group of places that are not carried may hold one that passes the filters.
function groupFilter(model, { continent, country, fewest, most, water }) {
  const { arrays, head } = model;
  const low = fewest === "" ? null : Number(fewest);
  const high = most === "" ? null : Number(most);
  const near = (group, name) => arrays[`group_${name}`][group] <= NEAR;
  return (group) => {
    const land = head.countries[arrays.groupCountry[group]];
    if (country && land.code !== country) return false;
    if (continent && land.continent !== continent) return false;
    if (low !== null && !(arrays.groupMost[group] >= low)) return false;
    if (high !== null && !(arrays.groupFewest[group] <= high)) return false;
    if (water === "some") return WATERS.some((name) => near(group, name));
    return !water || water === "none" || near(group, water);
  };
}

// The policy with the weights of the page, as the text of a policy file.
function policyText(view) {
  const { model, state } = view;
  const adds = model.criteria.map((criterion, k) => [criterion, state.weights[k]]).filter(([criterion, weight]) => criterion.added && weight > 0);
  const added = adds.map(([criterion, weight]) =>
    `\n[[criteria]]\nid = "${criterion.id}"\nextractor = "${criterion.extractor}"\nlabel = ${JSON.stringify(criterion.label)}\nweight = ${weight}\n`).join("");
  const said = view.differences().map(({ label, then, now }) => `${label} ${then} to ${now}`).join("; ");
  const inText = JSON.stringify(`Weights changed on a page of citymatch, shares of the score: ${said || "none"}.`).slice(1, -1);
  return model.head.policyFile.map((piece) => {
    if (typeof piece === "number") return String(state.weights[piece]);
    return piece === "added" ? added : piece === "changes" ? inText : piece;
  }).join("");
}

function savePolicy(view) {
  const url = URL.createObjectURL(new Blob([policyText(view)], { type: "application/toml" }));
  const link = h("a", { href: url, download: `${view.model.head.policy.name}-changed.toml` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function changesPanel(view) {
  const changed = view.differences();
  const name = view.model.head.policy.name;
  return [
    h("p", {}, h("strong", {}, "Not the adopted policy. "), "These weights are yours:"),
    h("ul", {}, changed.map(({ label, then, now }) => h("li", {}, h("bdi", {}, label), ` ${then} → `, h("b", {}, now)))),
    h("p", { class: "actions" },
      h("button", { type: "button", id: "reset", onclick: () => view.reset() }, "Back to the adopted policy"),
      h("button", { type: "button", id: "save", onclick: () => savePolicy(view) }, "Save these weights as a policy file")),
    h("p", { class: "hint" }, "The command takes the file: ",
      h("code", {}, `citymatch rank "${view.model.head.seeker.community_id}" --policy ${name}-changed.toml`)),
  ];
}
