// One candidate: its card in the list, and the details that unfold under it.

function bar(record) {
  const box = h("span", { class: record.known ? "bar" : "bar unknown", "aria-hidden": "true" });
  const inner = h("span", { class: "fill" });
  inner.style.width = record.known ? `${100 * record.similarity}%` : "0";
  box.append(inner);
  return box;
}

function pointsText(record) {
  const of = tenth.format(100 * record.share);
  return record.known ? `${tenth.format(record.points)} of ${of}` : `unknown, of ${of}`;
}

function byContribution(records) {
  return [...records].sort((a, b) => b.points - a.points);
}

function cautionItems(model, place) {
  return model.cautions(place).map((text) => h("li", { class: "caution" }, h("strong", {}, "Caution: "), h("bdi", {}, text)));
}

// A waterfall: each criterion's points begin where those before it end, up to the score.
function waterfall(model, shares, place, score) {
  let sum = 0;
  const records = model.records(shares, place);
  const rows = records.map((record) => {
    const track = h("span", { class: "track", "aria-hidden": "true" });
    const part = (name, left, width) => {
      const piece = h("span", { class: name });
      piece.style.left = `${left}%`;
      piece.style.width = `${width}%`;
      track.append(piece);
    };
    const most = 100 * record.share;
    if (record.known) part("lost", sum + record.points, most - record.points);
    else part("unknown", sum, most);
    part("gain", sum, record.points);
    sum += record.points;
    return h("tr", {},
      h("th", { scope: "row" }, h("bdi", {}, record.criterion.label)),
      h("td", { class: "chart" }, track),
      h("td", { class: "number" }, record.known ? tenth.format(record.points) : "?", h("small", {}, ` of ${tenth.format(most)}`)),
      h("td", { class: "sentence" }, h("bdi", {}, record.reason), record.level ? h("small", {}, ` (${record.level})`) : null));
  });
  const total = h("span", { class: "track", "aria-hidden": "true" });
  const all = h("span", { class: "total" });
  all.style.width = `${score}%`;
  total.append(all);
  rows.push(h("tr", { class: "sum" }, h("th", { scope: "row" }, "Score"), h("td", { class: "chart" }, total),
    h("td", { class: "number" }, model.shown(score)), h("td", { class: "sentence" },
      `${percent(model.coverage(shares, place))} of the weight is known; at best ${model.shown(model.bestCase(shares, place, score))} if every unknown were perfect`)));
  return h("table", { class: "waterfall" },
    h("caption", {}, "How the score adds up"),
    h("thead", {}, h("tr", {}, ["Criterion", "Chart", "Points", "Facts (and where they were found)"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows));
}

function checklistTable(model, place) {
  const rows = checklistOf(model, place).map((item) =>
    h("tr", {}, h("td", {}, verdictMark(item.verdict)), h("th", { scope: "row" }, h("bdi", {}, item.words)), h("td", {}, h("bdi", {}, item.facts))));
  return h("table", { class: "checks" }, h("caption", {}, "The policy's checklist"),
    h("thead", {}, h("tr", {}, ["Verdict", "What the policy asks", "Facts"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows));
}

function placeDetails(view, place) {
  const { model } = view;
  const { shares, score } = view.result;
  return h("div", { class: "details" },
    h("p", { class: "position" }, view.position(place)),
    waterfall(model, shares, place, score[place]),
    checklistTable(model, place),
    h("h4", {}, "Profile"),
    h("dl", { class: "facts" }, facts(profileRows((name) => model.fact(name, place)))),
    h("p", { class: "links" }, geonames(model, place)));
}

// A card is built once and then kept: a moved slider changes its numbers and the order of its reasons only.
function card(view, place, line, overall) {
  if (!view.cards.has(place)) view.cards.set(place, buildCard(view, place));
  const parts = view.cards.get(place);
  refreshCard(view, parts, place, line, overall);
  return parts.element;
}

function buildCard(view, place) {
  const { model } = view;
  const name = plainName(model, place);
  const parts = {
    rank: h("span"), standing: h("bdi"), score: h("strong"), known: h("span"), reasons: h("ul", { class: "reasons" }, cautionItems(model, place)),
    items: new Map(), shown: "", details: null,
    open: h("button", { type: "button", "aria-label": `Details of ${name}`, onclick: () => view.toggle(place) }),
    compare: h("button", { type: "button", "aria-label": `Compare ${name}`, onclick: () => view.compare(place) }),
  };
  parts.element = h("li", { class: "card", id: `place-${place}`, "data-id": model.fact("id", place), tabindex: "-1" },
    h("div", { class: "rank" }, h("span", { class: "unseen" }, "Line "), parts.rank),
    h("div", { class: "who" },
      h("h3", {}, placeName(model, place)),
      h("p", { class: "where" }, h("bdi", {}, placeWhere(model, place)), ` · ${model.fact("people", place)}`),
      h("p", { class: "where" }, parts.standing)),
    h("div", { class: "score" }, parts.score, parts.known),
    parts.reasons,
    h("div", { class: "actions" }, parts.open, parts.compare));
  return parts;
}

function refreshCard(view, parts, place, line, overall) {
  const { model, state } = view;
  const { shares, score } = view.result;
  say(parts.rank, String(line));
  say(parts.standing, [overall, ...placeStanding(model, place)].filter(Boolean).join("; "));
  say(parts.score, model.shown(score[place]));
  say(parts.known, `${percent(model.coverage(shares, place))} known`);
  refreshReasons(model, shares, parts, place);
  const open = state.open.has(place);
  const compared = state.compared.includes(place);
  parts.open.setAttribute("aria-expanded", String(open));
  say(parts.open, open ? "Close details" : "Details");
  parts.compare.setAttribute("aria-pressed", String(compared));
  say(parts.compare, compared ? "Compared ✓" : "Compare");
  if (parts.details) parts.details.remove();
  parts.details = open ? placeDetails(view, place) : null;
  if (open) parts.element.append(parts.details);
}

// What speaks for a place, the largest contribution first: two points and a half, and half of what the criterion can earn or else five
// points, or what few pairs have; not what nearly every place has; where none does, the one that earns most. The rest stands in its details.
function reasonsFor(records) {
  const earning = byContribution(records).filter((record) => record.points > 0);
  const strong = earning.filter((record) => (record.points >= 5 || (record.points >= 2.5 && record.similarity >= 0.5) || (record.similarity >= 0.5 && record.criterion.rare)) && !record.criterion.commonplace);
  return strong.length ? strong : earning.slice(0, 1);
}

function refreshReasons(model, shares, parts, place) {
  const records = reasonsFor(model.records(shares, place));
  for (const record of records) {
    if (!parts.items.has(record.k)) parts.items.set(record.k, reasonItem(record));
    say(parts.items.get(record.k).points, pointsText(record));
  }
  const order = records.map((record) => record.k).join();
  if (order === parts.shown) return;
  parts.shown = order;
  for (const { item } of parts.items.values()) item.remove();
  parts.reasons.append(...records.map((record) => parts.items.get(record.k).item));
}

function reasonItem(record) {
  const points = h("span");
  const item = h("li", {}, bar(record), h("span", { class: "why" }, h("bdi", {}, record.reason)),
    h("span", { class: "points" }, h("span", { class: "unseen" }, `${record.criterion.label}: `), points));
  return { item, points };
}

// Write a text where it is another than before: what stays the same costs no drawing.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
