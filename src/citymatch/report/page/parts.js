// Small parts that every view uses: elements, numbers as people write them, the facts of a place.

// Text always goes in as text: no string is ever read as markup.
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function fill(id, ...children) {
  const element = document.getElementById(id);
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return element;
}

// The children of a parent, in an order; those that stand where they belong are not touched.
function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, n) => {
    if (parent.children[n] !== element) parent.insertBefore(element, parent.children[n] || null);
  });
}

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function count(number) {
  return number === null || number === undefined ? "unknown" : whole.format(number);
}

function ordinal(number) {
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${count(number)}${teen ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th"}`;
}

function percent(share) {
  const shown = 100 * share;
  return `${shown > 0 && shown < 1 ? tenth.format(shown) : whole.format(shown)} %`;
}

function km(distance) {
  if (distance === null || distance === undefined) return "unknown";
  if (distance < 0.05) return "under 0.1 km";
  return distance < 9.95 ? `${tenth.format(distance)} km` : `${whole.format(distance)} km`;
}

// The rows of a profile, from a way to look up a fact: [label, text].
function profileRows(fact) {
  const known = (value, text) => (value === null || value === undefined || value === "" ? "unknown" : text);
  const source = fact("population_source");
  const metropolis = fact("metropolis");
  const about = fact("elevation_source") === "relief grid" ? "about " : "";
  return [
    ["People", known(fact("population"), fact("people") + (source ? `, ${source}` : ""))],
    ["Who signs", fact("unit")],
    ["Sea coast", km(fact("coast_km"))],
    ["Lake of 100 km² or more", km(fact("lake_km"))],
    ["River", fact("river_km") > 5 ? "none known within 5 km" : km(fact("river_km"))],
    ["People within 50 km", known(fact("people_50km"), count(fact("people_50km")))],
    ["Large city", known(fact("people_50km"), metropolis ? `${metropolis}, ${km(fact("metropolis_km"))}` : "none within 100 km")],
    ["Climate", known(fact("climate"), fact("climate"))],
    ["Elevation", known(fact("elevation_m"), `${about}${count(fact("elevation_m"))} m`)],
    ["Airport with scheduled service", known(fact("airport"), `${fact("airport")}, ${km(fact("airport_km"))}`)],
    ["Large airport", known(fact("large_airport"), `${fact("large_airport")}, ${km(fact("large_airport_km"))}`)],
    ["Time zone", known(fact("timezone"), fact("timezone"))],
    ["Position", `${fact("latitude").toFixed(3)}, ${fact("longitude").toFixed(3)}`],
  ];
}

function facts(rows, stated = []) {
  const own = (label) => stated.some((field) => STATED[label]?.includes(field));
  return rows.map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, h("bdi", {}, text),
    own(label) ? [" ", h("span", { class: "stated" }, "your profile")] : null)));
}

// The fields of a profile that a row is made of.
const STATED = {
  People: ["people.number", "people.year", "people.source"],
  "Sea coast": ["setting.coast_km"],
  "Lake of 100 km² or more": ["setting.lake_km"],
  River: ["setting.river_km"],
  "People within 50 km": ["setting.people_within_50_km"],
  "Large city": ["setting.metropolis"],
  Climate: ["setting.climate"],
  Elevation: ["setting.elevation_m"],
  Position: ["setting.latitude", "setting.longitude"],
};

function placeName(model, place) {
  const local = model.fact("local_name", place);
  return [h("bdi", {}, model.fact("name", place)), local ? [" ", h("bdi", { class: "local" }, local)] : null];
}

function placeWhere(model, place) {
  const division = model.fact("admin1_name", place);
  const country = model.head.countries.find((c) => c.code === model.fact("country", place));
  const land = country ? country.name : model.fact("country", place);
  return division ? `${division}, ${land}` : land;
}

// What it is (linked by people, by name or by both, alike in kind, of another kind), and whether it has a partner in the seeker's nation.
function placeStanding(model, place) {
  return [model.fact("called", place), model.fact("homePartner", place)].filter(Boolean);
}

function plainName(model, place) {
  return `${model.fact("name", place)}, ${placeWhere(model, place)}`;
}

function geonames(model, place) {
  const id = model.fact("geonameid", place);
  return id ? h("a", { href: `https://www.geonames.org/${id}`, rel: "noopener noreferrer" }, "GeoNames page") : null;
}

const MET = [[99, "fully"], [75, "nearly"], [35, "in part"]]; // per cent as shown, as in results/meeting.py

function metInWords(similarity) {
  if (similarity !== similarity) return "not known";
  const percent = Math.floor(100 * similarity + 0.5);
  const found = MET.find(([least]) => percent >= least);
  return found ? found[1] : similarity > 0 ? "hardly" : "not at all";
}

const VERDICTS = { met: ["✓", "met"], not_met: ["✗", "not met"], needs_evidence: ["?", "needs evidence"] };

function verdictMark(verdict) {
  if (!VERDICTS[verdict]) return h("span", { class: `verdict ${verdict.replaceAll(" ", "-")}` }, verdict);
  const [sign, words] = VERDICTS[verdict];
  return h("span", { class: `verdict ${verdict}` }, h("span", { "aria-hidden": "true" }, sign), ` ${words}`);
}

// The checklist's items for one place: the words, the verdict and the facts behind it.
function checklistOf(model, place) {
  return model.head.places.checklist.items.map((item) => {
    if (item.evidence) {
      const by = item.by ? `to be provided by ${item.by}` : "";
      return { ...item, verdict: "needs_evidence", facts: by };
    }
    if (item.criterion === undefined) {
      const facts = item.detail.values[item.detail.of[place]];
      return { ...item, verdict: item.verdict.values[item.verdict.of[place]], facts };
    }
    const similarity = model.similarity(item.criterion, place);
    const reason = model.reason(item.criterion, place);
    return { ...item, verdict: metInWords(similarity), facts: reason };
  });
}
