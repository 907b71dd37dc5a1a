// The map: the listed places by their number, those that lie too near each other as one mark, the others as dots, the
// seeker as a ring.

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
const WHOLE = "the whole world";
const GROUP = "the chosen mark";
const TOUCH = 25; // a mark is as high as a finger needs, in points of the screen, and none lies nearer to another
const RING = 9;
const CLOSEST = 60; // map units that the closest view of a mark is wide
const PAPER = 44; // the radius of a number on paper, in map units; see svgmap.py
const APART = 94;

function zoomTo(view, name) {
  closeNear(view);
  const wanted = ZOOMS[name];
  showBox(view, wanted === "list" ? around(view, view.listed().slice(0, NAMED), 300) : wanted || fullMap(), name);
}

function fullMap() {
  const world = document.getElementById("world");
  return [0, 0, Number(world.dataset.width), Number(world.dataset.height)];
}

function showBox(view, box, name) {
  view.zoom = name;
  view.box = box;
  for (const id of ["world", "marks"]) document.getElementById(id).setAttribute("viewBox", box.join(" "));
  const select = document.getElementById("zoom");
  select.querySelector("[value=group]").hidden = name !== GROUP;
  select.value = name === GROUP ? "group" : name;
  drawMarks(view);
  drawDots(view);
}

// A frame around some places, in the proportions of the whole map.
function around(view, places, least) {
  const full = fullMap();
  const x = places.map((place) => view.model.fact("x", place));
  const y = places.map((place) => view.model.fact("y", place));
  if (!x.length) return full;
  const middle = [(Math.min(...x) + Math.max(...x)) / 2, (Math.min(...y) + Math.max(...y)) / 2];
  const width = Math.max(least, 1.25 * (Math.max(...x) - Math.min(...x)), (1.35 * (Math.max(...y) - Math.min(...y)) * full[2]) / full[3]);
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

// What a mark says: its numbers, or the first of them and how many more.
function markText(members) {
  const numbers = members.map((n) => n + 1);
  return numbers.length < 4 ? numbers.join(", ") : `${numbers[0]} +${numbers.length - 1}`;
}

// How wide it is, in points of the screen.
function markWidth(members) {
  return members.length === 1 ? TOUCH : Math.max(TOUCH, 18 + 6.4 * markText(members).length);
}

// The marks of some points: those that would hide one another are one, in the middle of its points, and none lies on the
// seeker's ring. Points are [n, x, y] in points of the screen, `room` the width and the height of the map in them.
function gathered(points, seeker, room) {
  let marks = points.map(([n, x, y]) => ({ x, y, atX: x, atY: y, members: [n], width: TOUCH }));
  marks.forEach((each) => setAside(each, seeker, room));
  for (let pair = touching(marks); pair; pair = touching(marks)) {
    const [a, b] = pair;
    const all = a.members.length + b.members.length;
    const mean = (axis) => (a[axis] * a.members.length + b[axis] * b.members.length) / all;
    const members = [...a.members, ...b.members].sort((m, n) => m - n);
    const one = { x: mean("x"), y: mean("y"), atX: mean("x"), atY: mean("y"), members, width: markWidth(members) };
    setAside(one, seeker, room);
    marks = [...marks.filter((each) => each !== a && each !== b), one];
  }
  return marks.sort((a, b) => a.members[0] - b.members[0]);
}

// The two marks that hide one another most; null where none do.
function touching(marks) {
  let found = null, least = Infinity;
  marks.forEach((a, i) => marks.slice(i + 1).forEach((b) => {
    if (Math.abs(a.atX - b.atX) >= (a.width + b.width) / 2 || Math.abs(a.atY - b.atY) >= TOUCH) return;
    const away = Math.hypot(a.atX - b.atX, a.atY - b.atY);
    if (away < least) found = [a, b], least = away;
  }));
  return found;
}

// Where a mark stands: at its place, inside the map, and beside the seeker's ring.
function setAside(mark, seeker, [width, height]) {
  const within = (value, half, most) => Math.min(Math.max(value, half), most - half);
  const away = [(mark.width + 2 * RING) / 2, (TOUCH + 2 * RING) / 2];
  const over = seeker && Math.abs(mark.atX - seeker[0]) < away[0] && Math.abs(mark.atY - seeker[1]) < away[1];
  if (over) mark.atY = seeker[1] + (mark.y < seeker[1] && seeker[1] > away[1] + TOUCH ? -away[1] : away[1]);
  mark.atX = within(mark.atX, mark.width / 2, width);
  mark.atY = within(mark.atY, TOUCH / 2, height);
}

function drawMarks(view) {
  const { model } = view;
  const layer = document.getElementById("marks");
  const named = view.listed().slice(0, NAMED);
  const unit = mapUnit(view);
  const { x: left, y: top, width, height } = document.getElementById("world").viewBox.baseVal;
  const seen = ([x, y]) => x >= left && x <= left + width && y >= top && y <= top + height;
  const points = named.map((place, n) => [n, ...mapAt(model, place)]).filter(([, ...at]) => seen(at)).map(([n, x, y]) => [n, (x - left) / unit, (y - top) / unit]);
  const { seeker } = model.head;
  const ring = seen([seeker.x, seeker.y]) ? [(seeker.x - left) / unit, (seeker.y - top) / unit] : null;
  const marks = gathered(points, ring, [width / unit, height / unit]);
  const key = `${unit} ${left} ${top} ${marks.map(({ members, atX, atY }) => `${members.map((n) => named[n]).join()}@${atX},${atY}#${members[0]}`).join(" ")}`;
  if (view.marked !== key) {
    const focused = document.activeElement && document.activeElement.closest("#marks .mark");
    const first = focused ? focused.dataset.first : null;
    const groups = marks.map((each) => markOf(view, each, named, unit, [left, top]));
    layer.replaceChildren(...leaders(marks, unit, [left, top]), ringOf(seeker, unit), ...groups);
    view.marked = key;
    if (first !== null) (groups.find((group) => group.dataset.first === first) ?? groups[0])?.focus();
  }
  if (view.near && !view.near.every((place) => named.includes(place))) closeNear(view);
  say(document.getElementById("map-text"), mapText(view, named));
}

// A line from each mark that stands aside to where its place is.
function leaders(marks, unit, [left, top]) {
  return marks.filter(({ x, y, atX, atY }) => Math.hypot(x - atX, y - atY) > 3).map(({ x, y, atX, atY }) =>
    svg("line", { class: "leader", x1: left + x * unit, y1: top + y * unit, x2: left + atX * unit, y2: top + atY * unit, "stroke-width": 1.2 * unit }));
}

function ringOf(seeker, unit) {
  const here = svg("g", { class: "seeker" });
  here.append(svg("circle", { cx: seeker.x, cy: seeker.y, r: 7 * unit, "stroke-width": 2.5 * unit }),
    svg("circle", { class: "centre", cx: seeker.x, cy: seeker.y, r: 2.2 * unit }), svg("title", {}, seeker.label));
  return here;
}

function markOf(view, { members, atX, atY, width }, named, unit, [left, top]) {
  const { model } = view;
  const places = members.map((n) => named[n]);
  const told = members.map((n) => `${n + 1}. ${plainName(model, named[n])}`);
  const label = members.length === 1 ? told[0] : `${members.length} places: ${told.join("; ")}. Show them`;
  const group = svg("g", { class: members[0] < 3 ? "mark leading" : "mark", role: "button", tabindex: "0", "aria-label": label, "data-first": String(members[0]), "data-members": members.map((n) => n + 1).join(" "),
    transform: `translate(${left + atX * unit} ${top + atY * unit}) scale(${unit})` });
  const high = TOUCH - 6, wide = width - 6;
  group.append(svg("rect", { class: "touch", x: -width / 2, y: -TOUCH / 2, width, height: TOUCH }),
    svg("rect", { class: "face", x: -wide / 2, y: -high / 2, width: wide, height: high, rx: high / 2, "stroke-width": 1.2 }),
    svg("text", { y: 3.7, "font-size": 10.5, "text-anchor": "middle" }, markText(members)), svg("title", {}, told.join("\n")));
  const choose = () => (members.length === 1 ? view.show(places[0]) : openNear(view, places, members));
  group.addEventListener("click", choose);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  });
  return group;
}

// The places of one mark as a list under the map, which comes as near as it takes to tell them apart.
function openNear(view, places, members) {
  view.near = places;
  const before = document.activeElement;
  const items = places.map((place, n) => h("li", { value: members[n] + 1 }, h("button", { type: "button", class: "quiet", onclick: () => view.show(place) },
    placeName(view.model, place), ", ", h("bdi", {}, placeWhere(view.model, place)), " ", h("b", {}, view.model.shown(view.result.score[place])))));
  const near = fill("near", h("p", {}, `${places.length} places of one mark:`), h("ol", {}, items),
    h("button", { type: "button", onclick: () => leaveNear(view) }, "Back to the whole map"));
  near.hidden = false;
  near.onkeydown = (event) => { if (event.key === "Escape") leaveNear(view); };
  showBox(view, around(view, places, CLOSEST), GROUP);
  if (before) near.querySelector("button").focus({ preventScroll: true });
}

function closeNear(view) {
  view.near = null;
  document.getElementById("near").hidden = true;
}

function leaveNear(view) {
  const first = view.near ? String(view.listed().indexOf(view.near[0])) : "0";
  zoomTo(view, WHOLE);
  const holds = (group) => group.dataset.members.split(" ").includes(String(Number(first) + 1));
  [...document.querySelectorAll("#marks .mark")].find(holds)?.focus();
}

// Points moved apart until none is nearer to another than `apart`, nor to the seeker, which stays: as in svgmap.py.
function spread(points, seeker, apart, [width, height], margin) {
  const at = [[...seeker], ...points.map((point) => [...point])];
  const within = (value, most) => Math.min(Math.max(value, margin), most - margin);
  for (let step = 0; step < 400; step++) {
    let moved = false;
    for (let i = 1; i < at.length; i++) for (let j = 0; j < i; j++) {
      let dx = at[i][0] - at[j][0], dy = at[i][1] - at[j][1];
      let away = Math.sqrt(dx * dx + dy * dy);
      if (away >= apart - 0.5) continue;
      if (away < 1e-6) dx = Math.cos(2.4 * i), dy = Math.sin(2.4 * i), away = 1e-6, dx *= away, dy *= away;
      const push = (apart - away) / away / (j ? 2 : 1);
      at[i] = [at[i][0] + dx * push, at[i][1] + dy * push];
      if (j) at[j] = [at[j][0] - dx * push, at[j][1] - dy * push];
      moved = true;
    }
    for (let i = 1; i < at.length; i++) at[i] = [within(at[i][0], width), within(at[i][1], height)];
    if (!moved) break;
  }
  return at.slice(1);
}

// On paper nothing opens: every number stands by itself, with a line to its place where it had to make room.
function drawForPaper(view) {
  const { model } = view;
  const full = fullMap();
  for (const id of ["world", "marks"]) document.getElementById(id).setAttribute("viewBox", full.join(" "));
  document.getElementById("dots").setAttribute("stroke-width", 14);
  const named = view.listed().slice(0, NAMED);
  const { seeker } = model.head;
  const points = named.map((place) => mapAt(model, place).map(Math.round));
  const at = spread(points, [Math.round(seeker.x), Math.round(seeker.y)], APART, [full[2], full[3]], PAPER + 4);
  const moved = points.map(([x, y], n) => [x, y, ...at[n].map(Math.round)]).filter(([x, y, toX, toY]) => x !== toX || y !== toY);
  const lines = moved.map(([x, y, toX, toY]) => svg("path", { class: "leader", "stroke-width": 6, d: `M${x} ${y}L${toX} ${toY}` }));
  const marks = at.map(([x, y], n) => svg("g", { class: n < 3 ? "mark leading" : "mark" }, svg("circle", { cx: Math.round(x), cy: Math.round(y), r: PAPER, "stroke-width": 5 }),
    svg("text", { x: Math.round(x), y: Math.round(y) + 18, "font-size": 52, "text-anchor": "middle" }, String(n + 1))));
  const spots = moved.map(([x, y]) => svg("circle", { class: "spot", cx: x, cy: y, r: 9 }));
  const here = svg("g", { class: "seeker" }, svg("circle", { cx: Math.round(seeker.x), cy: Math.round(seeker.y), r: 30, "stroke-width": 10 }));
  document.getElementById("marks").replaceChildren(...lines, ...spots, here, ...marks.reverse());
  say(document.getElementById("map-text"), mapText(view, named));
}

function mapText(view, named) {
  const dots = Math.max(0, Math.min(view.listed().length, 2000) - NAMED);
  const more = dots ? ` Dots: the next ${count(dots)}.` : "";
  const several = [...document.querySelectorAll("#marks .mark")].some((group) => group.dataset.members?.includes(" "));
  const one = several ? " A mark such as “1 +4” stands for several that lie close together: choose it to see them." : "";
  const moved = document.querySelector("#marks path.leader") ? " A line leads from a number to its place." : "";
  return `Ring: ${view.model.head.seeker.label}. Numbers: the first ${named.length} of the list.${one}${moved}${more}`;
}

function mapTable(view) {
  const { model } = view;
  const rows = view.listed().slice(0, NAMED).map((place, n) =>
    h("tr", {}, h("td", { class: "number" }, String(n + 1)), h("th", { scope: "row" }, placeName(model, place)),
      h("td", {}, h("bdi", {}, placeWhere(model, place))), h("td", { class: "number" }, model.fact("latitude", place).toFixed(2)),
      h("td", { class: "number" }, model.fact("longitude", place).toFixed(2)), h("td", { class: "number" }, model.shown(view.result.score[place]))));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The places on the map, as a table" },
    h("table", {}, h("caption", { class: "unseen" }, "The places on the map"),
      h("thead", {}, h("tr", {}, ["Rank", "Place", "Where", "Latitude", "Longitude", "Score"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows)));
}
