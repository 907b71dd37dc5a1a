// The parts below the list: comparison, "Why not…?", the policy's checklist, and who is left out.

const LANDS = 10;
const OF_EACH = 3;
const TOLD = 3;
const STRONG = 0.5; // as in results/countries.py

// The choice that councils make first: the best countries, why, and the best places of each.
function byCountry(view) {
  const { model, result } = view;
  const items = model.byCountry(result.order, LANDS, OF_EACH).map((places) => {
    const [best] = places;
    const land = model.head.countries.find((each) => each.code === model.fact("country", best));
    const ties = model.criteria.map((criterion, k) => ({ criterion, k, similarity: model.similarity(k, best), points: model.points(result.shares[k], model.similarity(k, best)) }))
      .filter((tie) => tie.criterion.countryTie && tie.similarity >= STRONG).sort((a, b) => b.points - a.points || b.similarity - a.similarity).slice(0, TOLD);
    return h("li", { class: "land" },
      h("h3", {}, h("bdi", {}, land.name)),
      ties.length ? h("ul", { class: "plain" }, ties.map((tie) => h("li", { class: "why" }, h("bdi", {}, model.reason(tie.k, best)))))
        : h("p", { class: "hint" }, "No tie of people, language or trade stands out; its communities are alike."),
      h("ol", {}, places.map((place) => h("li", {}, h("b", {}, placeName(model, place)), ` ${model.shown(result.score[place])}`,
        h("small", {}, h("bdi", {}, [model.fact("admin1_name", place), ...placeStanding(model, place)].filter(Boolean).join("; ")))))));
  });
  return items.length ? h("ol", { class: "lands" }, items) : h("p", { class: "hint" }, "No place passes the filters.");
}

function comparison(view) {
  const { model, state } = view;
  if (!state.compared.length) {
    return [h("p", { class: "hint" }, `Choose up to three places with “Compare” to see them beside ${model.head.seeker.name}.`)];
  }
  const seeker = (name) => (model.head.seeker[name] === undefined ? null : model.head.seeker[name]);
  const columns = [profileRows(seeker), ...state.compared.map((place) => profileRows((name) => model.fact(name, place)))];
  const heads = [h("th", { scope: "col" }, h("bdi", {}, model.head.seeker.label)),
    ...state.compared.map((place) => h("th", { scope: "col" }, placeName(model, place), h("small", {}, h("bdi", {}, placeWhere(model, place))),
      h("button", { type: "button", class: "quiet", "aria-label": `Remove ${plainName(model, place)}`, onclick: () => view.compare(place) }, "Remove")))];
  const names = [model.head.seeker.name, ...state.compared.map((place) => model.fact("name", place))];
  const rows = [
    row("Position", null, (place) => view.position(place).replace(/; their order.*$/, ".")),
    row("Score", null, (place) => `${model.shown(view.result.score[place])} (${percent(model.coverage(view.result.shares, place))} known)`),
    ...model.criteria.map((criterion, k) => ({ criterion, k })).filter(({ criterion, k }) => !criterion.added || view.result.shares[k] > 0)
      .map(({ criterion, k }) => comparedCriterion(view, criterion, k)),
    ...columns[0].map(([label], n) => h("tr", {}, h("th", { scope: "row" }, label), columns.map((column, m) => h("td", { "data-of": names[m] }, h("bdi", {}, column[n][1]))))),
    row("Cautions", null, (place) => model.cautions(place).join(" ") || "none"),
    ...model.head.places.checklist.items.map((item, n) => comparedItem(view, item, n)),
  ];
  function row(label, own, of) {
    return h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, own), state.compared.map((place, n) => h("td", { "data-of": names[n + 1] }, h("bdi", {}, of(place)))));
  }
  const table = h("table", { class: "compare stack" }, h("caption", { class: "unseen" }, "The seeker beside the chosen places"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What"), heads)), h("tbody", {}, rows));
  return [h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Comparison, as a table" }, table)];
}

function comparedCriterion(view, criterion, k) {
  const { model, state } = view;
  const cells = state.compared.map((place) => {
    const record = { known: model.similarity(k, place) === model.similarity(k, place), similarity: model.similarity(k, place),
      share: view.result.shares[k], points: model.points(view.result.shares[k], model.similarity(k, place)) };
    return h("td", { "data-of": model.fact("name", place) }, bar(record), h("b", {}, pointsText(record)), h("br"), h("bdi", {}, model.reason(k, place)));
  });
  return h("tr", { class: "criterion" }, h("th", { scope: "row" }, h("bdi", {}, criterion.label)), h("td", { class: "weight" }, `weight ${percent(view.result.shares[k])}`), cells);
}

function comparedItem(view, item, n) {
  if (item.criterion !== undefined) return null;
  const cells = view.state.compared.map((place) => h("td", { "data-of": view.model.fact("name", place) }, verdictMark(checklistOf(view.model, place)[n].verdict)));
  return h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, item.words)), h("td", {}), cells);
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function search(view, text) {
  const { model } = view;
  const wanted = folded(text);
  if (wanted.length < 2) return [];
  if (!view.folded) {
    view.folded = model.head.places.id.map((_, place) => folded(`${plainName(model, place)} ${model.fact("local_name", place)}`));
  }
  const found = [];
  view.folded.forEach((name, place) => {
    const at = name.indexOf(wanted);
    if (at >= 0) found.push([at === 0 ? 0 : name[at - 1] === " " ? 1 : 2, -model.fact("population", place), place]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 8).map((entry) => entry[2]);
}

function foundList(view, text) {
  const { model } = view;
  const found = search(view, text);
  if (found.length) {
    return found.map((place) => h("li", {}, h("button", { type: "button", onclick: () => view.answer(place) },
      placeName(model, place), ", ", h("bdi", {}, placeWhere(model, place)))));
  }
  if (folded(text).length < 2) return [];
  return [h("li", {}, "This page carries no place of that name. The command answers for every place in the world: ",
    h("code", {}, `citymatch explain "${model.head.seeker.community_id}" "${text}" --policy ${model.head.policy.name}`))];
}

function answerFor(view, place) {
  const { model } = view;
  const { shares, score } = view.result;
  const excluded = model.fact("excluded", place);
  const listed = view.listed();
  const last = listed[Math.min(listed.length, model.head.listed) - 1];
  const missing = model.records(shares, place).filter((r) => r.share > 0)
    .map((r) => ({ ...r, lost: 100 * r.share - r.points })).filter((r) => r.lost >= 0.05).sort((a, b) => b.lost - a.lost);
  return h("article", { class: "answer" },
    h("h3", {}, placeName(model, place), h("small", {}, h("bdi", {}, placeWhere(model, place)))),
    h("p", { class: excluded ? "position left" : "position" }, view.position(place)),
    cautionItems(model, place).length ? h("ul", { class: "reasons" }, cautionItems(model, place)) : null,
    !excluded && last !== undefined && !listed.slice(0, model.head.listed).includes(place)
      ? h("p", {}, `It scores ${model.shown(score[place])}; the ${model.head.listed}th of the list, ${model.fact("name", last)}, scores ${model.shown(score[last])}.`) : null,
    missing.length ? [h("h4", {}, excluded ? "And it would lack" : "What it lacks"),
      h("ul", {}, missing.map((r) => h("li", {}, h("b", {}, `${tenth.format(r.lost)} points`), " on ", h("bdi", {}, r.criterion.label), ": ", h("bdi", {}, r.reason))))]
      : h("p", {}, "It lacks no point; the second keys decide its place among equals."),
    h("div", { class: "actions" }, h("button", { type: "button", onclick: () => view.compare(place) }, "Compare")),
    waterfall(model, shares, place, score[place]),
    checklistTable(model, place));
}

function checks(view) {
  const { model } = view;
  const places = view.state.compared.length ? view.state.compared : view.listed().slice(0, 3);
  const lists = places.map((place) => checklistOf(model, place));
  const rows = model.head.places.checklist.items.map((item, n) => h("tr", {},
    h("th", { scope: "row" }, h("bdi", {}, item.words), item.note ? h("small", {}, h("bdi", {}, item.note)) : null),
    lists.map((list, m) => h("td", { "data-of": model.fact("name", places[m]) }, verdictMark(list[n].verdict), list[n].verdict === "met" ? null : h("small", {}, h("bdi", {}, list[n].facts))))));
  const heads = places.map((place) => h("th", { scope: "col" }, placeName(model, place)));
  const which = view.state.compared.length ? "the places that you compare" : "the first three of the list";
  return [h("p", { class: "hint" }, `In the policy's own order and words, for ${which}. What needs evidence is for people to bring; no data holds it.`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Checklist, as a table" },
      h("table", { class: "compare stack" }, h("caption", { class: "unseen" }, "The policy's checklist"),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What the policy asks"), heads)), h("tbody", {}, rows)))];
}

function process(model) {
  const { policy } = model.head;
  const stages = policy.stages.map((stage) => h("li", {}, h("bdi", {}, stage.text), stage.by ? [" — ", h("bdi", {}, stage.by)] : null,
    stage.days ? ` (within ${stage.days} days)` : null, stage.note ? h("small", {}, h("bdi", {}, stage.note)) : null));
  const said = [policy.source && `Source: ${policy.source}${policy.date ? `, ${policy.date}` : ""}.`, policy.unread, policy.notes].filter(Boolean);
  return [stages.length ? [h("h3", {}, "The way to a decision"), h("ol", { class: "stages" }, stages)] : null,
    h("h3", {}, "About the policy"), said.map((text) => h("p", {}, h("bdi", {}, text)))].flat();
}

function excludedPart(view) {
  const { model, state } = view;
  const counts = h("ul", {}, model.head.leftOut.map(({ reason, count: many }) => h("li", {}, h("b", {}, count(many)), ": ", h("bdi", {}, reason))));
  const carried = [];
  for (let place = model.ranked; place < model.size; place++) carried.push(place);
  const button = carried.length ? h("button", { type: "button", "aria-expanded": String(state.leftOut), onclick: () => view.toggleLeftOut() },
    state.leftOut ? "Hide them" : `Show the ${count(carried.length)} of them that would score best, and existing partners`) : null;
  const rows = state.leftOut ? carried.map((place) => h("tr", {}, h("th", { scope: "row" }, placeName(model, place), h("small", {}, h("bdi", {}, placeWhere(model, place)))),
    h("td", { class: "number", "data-of": "Would score" }, model.shown(view.result.score[place])), h("td", {}, h("bdi", {}, model.fact("excluded", place))))) : [];
  return [h("p", {}, `${count(model.head.candidates)} communities are ranked. Left out of them, and why:`), counts, button,
    state.leftOut ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Places that are left out, as a table" }, h("table", { class: "stack" }, h("caption", { class: "unseen" }, "Places that are left out"),
      h("thead", {}, h("tr", {}, ["Place", "Would score", "Why it is left out"].map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, rows))) : null];
}
