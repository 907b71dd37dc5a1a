// The map: the listed places by their rank, the others as dots, the seeker as a ring.

const NAMED = 20;
const ZOOMS = {
  "the whole world": null,
  "the first twenty": "list",
  Europe: [1790, 60, 800, 470],
  Asia: [2250, 100, 1500, 900],
  Africa: [1650, 440, 1000, 800],
  "North America": [250, 60, 1500, 800],
  "South America": [950, 700, 800, 900],
  Oceania: [3050, 850, 950, 700],
};

function zoomTo(view, name) {
  const world = document.getElementById("world");
  const full = [0, 0, Number(world.dataset.width), Number(world.dataset.height)];
  const wanted = ZOOMS[name];
  const box = wanted === "list" ? around(view, full) : wanted || full;
  for (const layer of [world, document.getElementById("marks")]) layer.setAttribute("viewBox", box.join(" "));
  drawMarks(view);
  drawDots(view);
}

// A frame around the seeker and the first places, in the proportions of the whole map.
function around(view, full) {
  const places = view.listed().slice(0, NAMED);
  const x = places.map((place) => view.model.fact("x", place));
  const y = places.map((place) => view.model.fact("y", place));
  if (!x.length) return full;
  const middle = [(Math.min(...x) + Math.max(...x)) / 2, (Math.min(...y) + Math.max(...y)) / 2];
  const width = Math.max(300, 1.15 * (Math.max(...x) - Math.min(...x)), (1.25 * (Math.max(...y) - Math.min(...y)) * full[2]) / full[3]);
  const height = (width * full[3]) / full[2];
  return width >= full[2] ? full : [middle[0] - width / 2, middle[1] - height / 2, width, height];
}

// Map units to a point of the screen.
function mapUnit(view) {
  return document.getElementById("world").viewBox.baseVal.width / view.mapWidth;
}

function mapAt(model, place) {
  return [model.fact("x", place), model.fact("y", place)];
}

// The dots lie with the land, in a layer that is painted only when it changes.
function drawDots(view) {
  const dots = document.getElementById("dots");
  dots.setAttribute("d", view.listed().slice(NAMED, 2000).map((place) => `M${mapAt(view.model, place).join(" ")}h0`).join(""));
  dots.setAttribute("stroke-width", 3.2 * mapUnit(view));
}

// The marks are built for one scale of the map; a new list only moves them.
function drawMarks(view) {
  const { model } = view;
  const named = view.listed().slice(0, NAMED);
  const unit = mapUnit(view);
  if (!view.marks || view.marks.unit !== unit) view.marks = buildMarks(view, unit);
  view.marks.groups.forEach((group, n) => {
    const place = named[n];
    group.style.display = place === undefined ? "none" : "";
    if (place === undefined) return;
    group.setAttribute("transform", `translate(${mapAt(model, place).join(" ")})`);
    group.lastChild.textContent = `${n + 1}. ${plainName(model, place)}`;
  });
  say(document.getElementById("map-text"), mapText(view, named));
}

function buildMarks(view, unit) {
  const { seeker } = view.model.head;
  const here = svg("g", { class: "seeker" });
  here.append(svg("circle", { cx: seeker.x, cy: seeker.y, r: 7 * unit, "stroke-width": 2.5 * unit }),
    svg("circle", { class: "centre", cx: seeker.x, cy: seeker.y, r: 2.2 * unit }), svg("title", {}, seeker.label));
  const groups = Array.from({ length: NAMED }, (_, n) => mark(view, n, unit));
  document.getElementById("marks").replaceChildren(here, ...[...groups].reverse());
  return { unit, groups };
}

function mark(view, n, unit) {
  const group = svg("g", { class: n < 3 ? "mark leading" : "mark" });
  group.append(svg("circle", { r: 8.5 * unit, "stroke-width": 1.2 * unit }),
    svg("text", { y: 3.6 * unit, "font-size": 10 * unit, "text-anchor": "middle" }, String(n + 1)), svg("title"));
  group.addEventListener("click", () => view.show(view.listed()[n]));
  return group;
}

function mapText(view, named) {
  const dots = Math.max(0, Math.min(view.listed().length, 2000) - NAMED);
  const more = dots ? ` Dots: the next ${count(dots)}.` : "";
  return `Ring: ${view.model.head.seeker.label}. Numbers: the first ${named.length} of the list.${more}`;
}

function mapTable(view) {
  const { model } = view;
  const rows = view.listed().slice(0, NAMED).map((place, n) =>
    h("tr", {}, h("td", { class: "number" }, String(n + 1)), h("th", { scope: "row" }, placeName(model, place)),
      h("td", {}, h("bdi", {}, placeWhere(model, place))), h("td", { class: "number" }, model.fact("latitude", place).toFixed(2)),
      h("td", { class: "number" }, model.fact("longitude", place).toFixed(2)), h("td", { class: "number" }, model.shown(view.result.score[place]))));
  return h("table", {}, h("caption", { class: "unseen" }, "The places on the map"),
    h("thead", {}, h("tr", {}, ["Rank", "Place", "Where", "Latitude", "Longitude", "Score"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows));
}
