// The page at work: one state, one ranking made from it, and the views of both.

class View {
  constructor(model) {
    this.model = model;
    this.factor = sliderFactor(model.adopted);
    this.state = { weights: [...model.adopted], filters: this.noFilters(), shown: 20, open: new Set(), compared: [], leftOut: false, answer: null, varied: true };
    this.waiting = false;
    this.mapWidth = mapWidth();
    this.zoom = WHOLE;
    this.cards = new Map();
  }

  noFilters() {
    return { continent: "", country: "", fewest: "", most: "", water: "" };
  }

  // The lines of the list, then all others in the order of the ranking.
  listed() {
    return this.result.listed;
  }

  // How many countries the filters allow; null where nothing is filtered.
  lands() {
    if (!this.filtered()) return null;
    if (this.state.filters.country) return 1;
    const passes = placeFilter(this.model, this.state.filters);
    const found = new Set();
    for (let i = 0; i < this.model.ranked; i++) if (passes(i)) found.add(this.model.fact("country", i));
    return found.size;
  }

  // Put the lines that are shown before all others.
  line() {
    const { result, state } = this;
    result.lines = state.varied ? this.model.shortlist(result.order, state.shown, result.lands) : result.order.slice(0, state.shown);
    const lines = new Set(result.lines);
    result.listed = [...result.lines, ...result.order.filter((place) => !lines.has(place))];
  }

  filtered() {
    return Object.values(this.state.filters).some((value) => value !== "");
  }

  // Re-rank and draw everything that follows from it.
  draw() {
    if (this.drawTop()) this.drawBelow();
  }

  drawTop() {
    const shares = this.model.shares(this.state.weights);
    const trouble = document.getElementById("trouble");
    trouble.hidden = shares !== null;
    if (shares === null) {
      trouble.textContent = "Every weight is at zero. Give at least one criterion some weight.";
      return false;
    }
    const lands = this.lands();
    this.result = { ...this.model.rank(shares, placeFilter(this.model, this.state.filters), groupFilter(this.model, this.state.filters), this.state.varied ? lands : 1), lands };
    this.line();
    this.result.place = new Map(this.result.order.map((place, n) => [place, n + 1]));
    this.adopted = this.model.isAdopted(this.state.weights);
    if (this.adopted) this.certainAsAdopted();
    showShares(this);
    this.drawChanges();
    this.drawList();
    drawMarks(this);
    return true;
  }

  // While a slider moves: what is below the list follows when it rests.
  drawFast() {
    clearTimeout(this.resting);
    this.drawTop();
    this.resting = setTimeout(() => {
      this.drawBelow();
      this.announce();
    }, 250);
  }

  // Under the adopted weights Python has ranked every community: the best of all are carried.
  certainAsAdopted() {
    const { rank } = this.model.arrays;
    const { result } = this;
    let certain = 0;
    while (certain < result.order.length && rank[result.order[certain]] <= this.model.head.best) certain++;
    result.certain = Math.max(result.certain, certain);
    const { best, listed } = this.model.head;
    const head = this.state.varied ? this.model.shortlist(result.order, listed, result.lands) : result.order.slice(0, listed);
    // The varied list of all is carried whole; one of those that pass the filters is certain as far as the best are.
    if ((this.state.varied && !this.filtered()) || head.every((place) => rank[place] <= best)) result.many = 0;
  }

  // Once per frame, however fast a slider moves.
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.drawFast();
    });
  }

  announce() {
    const first = this.listed().slice(0, 3).map((place, n) => `${n + 1}, ${plainName(this.model, place)}`).join("; ");
    document.getElementById("live").textContent = first ? `Re-ranked. ${first}.` : "No place passes the filters.";
  }

  drawChanges() {
    const box = fill("changes", this.adopted ? [] : changesPanel(this));
    box.hidden = this.adopted;
  }

  drawList() {
    const { model, state, result } = this;
    const carried = this.filtered() ? `${count(result.order.length)} of the ${count(model.ranked)} places on this page pass the filters` : `${count(model.ranked)} of ${count(model.head.candidates)} communities on this page`;
    document.getElementById("count").textContent = carried;
    fill("notes", ["note", "warning"].map((kind) => {
      const texts = this.listNotes().filter((note) => note[0] === kind);
      return texts.length ? h("div", { class: kind }, texts.map((note) => h("p", {}, h("bdi", {}, note[1])))) : null;
    }));
    arrange(document.getElementById("cards"), result.lines.flatMap((place, n) => [...this.headingAt(n), card(this, place, n + 1, this.overall(place, n + 1))]));
    fill("passed", this.passed());
    document.getElementById("further").hidden = result.order.length <= state.shown;
  }

  // The heading of a block, before its first line.
  headingAt(n) {
    const { model, result, state } = this;
    if (!model.head.blocks || !state.varied) return [];
    const own = model.isOwn(result.lines[n]);
    if (n > 0 && model.isOwn(result.lines[n - 1]) === own) return [];
    this.headings ??= model.head.blocks.headings.map((text) => h("li", { class: "block" }, h("h3", {}, text)));
    return [this.headings[own ? 0 : 1]];
  }

  // The rank of a place in the full order, where that is not the number of its line: the exact one where the adopted
  // weights make it known, else the one among the places of this page.
  overall(place, line) {
    const { result } = this;
    const rank = this.adopted ? this.model.arrays.rank[place] : result.place.get(place);
    if (rank === line) return "";
    return this.adopted || rank <= result.certain ? `${ordinal(rank)} overall` : `${ordinal(rank)} of those on this page`;
  }

  // How many of each country stand between the lines and are passed over.
  passed() {
    const { model, result } = this;
    const { lines, order } = result;
    if (!this.state.varied || !lines.length) return [];
    const shown = new Set(lines);
    const counts = new Map();
    const lastOf = (own) => Math.max(0, ...lines.filter((place) => model.isOwn(place) === own).map((place) => result.place.get(place)));
    const last = { true: lastOf(true), false: lastOf(false) };
    for (const [n, place] of order.entries()) {
      if (n < last[model.isOwn(place)] && !shown.has(place)) counts.set(model.fact("country", place), (counts.get(model.fact("country", place)) ?? 0) + 1);
    }
    if (!counts.size) return [];
    const lands = [...counts].sort((a, b) => b[1] - a[1]);
    const name = (code) => model.head.countries.find((land) => land.code === code).told;
    const told = lands.slice(0, 6).map(([code, number]) => `${count(number)} in ${name(code)}`);
    const rest = lands.slice(6).reduce((sum, [, number]) => sum + number, 0);
    if (rest) told.push(`${count(rest)} in other countries`);
    const cap = model.caps(this.state.shown, result.lands);
    const sized = model.head.criteria.some((each) => each.extractor === "size" && each.weight > 0);
    const few = [`at most ${cap.country} in one country`, "few near the same large city"];
    const strongest = model.head.varied.levels.at(-1);
    const alone = model.head.places.ties ? lines.filter((place) => model.head.places.ties[place] < strongest).length : Infinity;
    if (alone <= cap.untied && cap.untied !== Infinity) few.push(`at most ${cap.untied} without a tie of people or name`);
    const times = (place) => model.fact("population", place) / model.head.seeker.population;
    const other = (place) => times(place) > model.head.varied.unlike || times(place) < 1 / model.head.varied.unlike;
    if (sized) few.push(`${lines.some(other) ? "few" : "none"} of quite another size`);
    const kept = few.slice(0, -1), end = few.at(-1);
    return [h("p", { class: "hint" }, `To keep the list varied (${kept.join(", ")} and ${end}), some communities that stand higher overall are skipped: ${told.join(", ")}. `,
      "“Vary the countries” under “Show only” lists them.")];
  }

  listNotes() {
    const { model, result } = this;
    const notes = [];
    if (this.adopted) notes.push(...model.head.notes.map((text) => ["note", text]));
    else notes.push(...this.tieNote());
    if (!result.order.length) notes.push(["warning", "No place on this page passes the filters."]);
    else if (result.many) {
      const lands = result.countries.length > 4 ? `${result.countries.length} countries` : result.countries.join(", ");
      notes.push(["warning", `Not certain: of the communities that this page does not carry, up to ${count(result.many)} (in ${lands}) could stand among the first ${model.head.listed}. ` +
        (result.certain ? `Ranks 1 to ${count(Math.min(result.certain, model.head.listed))} are certain. ` : "") + "Save the weights as a policy file and run the command for the full answer."]);
    }
    return notes;
  }

  tieNote() {
    const { model, result } = this;
    const same = (place) => model.group(result.score[place]);
    const tied = result.order.length ? result.order.filter((place) => same(place) === same(result.order[0])).length : 0;
    if (tied < 2) return [];
    const least = tied > result.certain ? "at least " : "";
    return [["note", `${least ? "At least " : ""}${count(tied)} communities share the first score (to 0.1); their order is by ${model.head.tieOrder}.`]];
  }

  // Where a place stands, in a sentence.
  position(place) {
    const { model, result } = this;
    const excluded = model.fact("excluded", place);
    if (excluded) return `Left out: ${excluded}.`;
    const { rank, tieFirst, tieLast } = model.arrays;
    const all = count(model.head.candidates);
    if (this.adopted) {
      if (tieFirst[place] === tieLast[place]) return `Rank ${count(rank[place])} of ${all}.`;
        return `Rank ${count(rank[place])} of ${all}: ranks ${count(tieFirst[place])} to ${count(tieLast[place])} have the same score, to a tenth of a point; their order is by ${model.head.tieOrder}.`;
    }
    const at = result.order.indexOf(place);
    if (at < 0) return "It does not pass the filters.";
    const sure = at < result.certain ? "" : "at best ";
    return `Rank ${sure}${count(at + 1)} of ${this.filtered() ? "those that pass the filters" : all} with these weights; ${count(rank[place])} under the adopted policy.`;
  }

  differences() {
    const { model, state } = this;
    const now = model.shares(state.weights);
    const then = model.shares(model.adopted);
    return model.criteria.map((criterion, k) => ({ label: criterion.label, then: percent(then[k]), now: percent(now[k]), by: Math.abs(now[k] - then[k]) }))
      .filter((change) => change.by > 1e-12);
  }

  drawBelow() {
    keepAddress(this);
    drawDots(this);
    fill("map-table", mapTable(this));
    fill("lands", byCountry(this));
    fill("comparison", comparison(this));
    fill("checks", checks(this));
    fill("excluded", excludedPart(this));
    if (this.state.answer !== null) fill("answer", answerFor(this, this.state.answer));
    this.drawTray();
  }

  drawTray() {
    const { compared } = this.state;
    const tray = fill("tray", h("span", {}, compared.length ? `${compared.length} of 3 to compare: ` : "", h("bdi", {}, compared.map((place) => this.model.fact("name", place)).join(", "))),
      h("a", { href: "#compare", class: "button" }, "Side by side"),
      h("button", { type: "button", class: "quiet", onclick: () => this.compareNone() }, "Clear"));
    tray.hidden = compared.length === 0;
  }

  setWeight(k, weight) {
    this.state.weights[k] = weight;
    this.later();
  }

  setFilter(name, value) {
    this.state.filters[name] = value;
    this.state.shown = 20;
    this.later();
  }

  clearFilters() {
    this.state.filters = this.noFilters();
    for (const id of Object.keys(this.state.filters)) document.getElementById(id).value = "";
    this.later();
  }

  reset() {
    this.state.weights = [...this.model.adopted];
    this.draw();
    document.getElementById("weight-0").focus();
    this.announce();
  }

  toggle(place) {
    const { open } = this.state;
    if (!open.delete(place)) open.add(place);
    this.redrawAt(place, 0);
  }

  compare(place) {
    const { state } = this;
    const at = state.compared.indexOf(place);
    if (at >= 0) state.compared.splice(at, 1);
    else state.compared = [...state.compared, place].slice(-3);
    this.redrawAt(place, 1);
  }

  compareNone() {
    this.state.compared = [];
    this.draw();
    document.getElementById("list").focus();
  }

  // Draw again and give the focus back to the button that was pressed.
  redrawAt(place, button) {
    const inList = document.activeElement && document.activeElement.closest("#cards");
    this.draw();
    const card = document.getElementById(`place-${place}`);
    if (inList && card) card.querySelectorAll(":scope > .actions button")[button].focus();
  }

  vary(varied) {
    this.state.varied = varied;
    this.draw();
    this.announce();
  }

  toggleLeftOut() {
    this.state.leftOut = !this.state.leftOut;
    this.draw();
    document.querySelector("#excluded button").focus();
  }

  answer(place) {
    this.state.answer = place;
    fill("found");
    fill("answer", answerFor(this, place));
  }

  show(place) {
    const card = document.getElementById(`place-${place}`);
    if (card) {
      card.scrollIntoView({ block: "center" });
      card.focus({ preventScroll: true });
    }
  }
}

function mapWidth() {
  return document.getElementById("world").clientWidth || 900;
}

function connect(view) {
  const { model } = view;
  document.getElementById("why-hint").textContent = `Ask for any of the ${count(model.size)} places on this page, those that are left out too.`;
  document.getElementById("asked").addEventListener("input", (event) => fill("found", foundList(view, event.target.value)));
  document.getElementById("further").addEventListener("click", () => {
    const before = new Set(view.result.lines);
    view.state.shown += 20;
    view.line();
    view.drawList();
    view.show(view.result.lines.find((place) => !before.has(place)));
  });
  window.addEventListener("beforeprint", () => {
    for (const id of ["weights", "seeker", "tables"]) document.getElementById(id).open = true;
    drawForPaper(view);
  });
  window.addEventListener("afterprint", () => {
    view.marked = null;
    showBox(view, view.box, view.zoom);
  });
  document.getElementById("copy").addEventListener("click", () => copyLink(view));
  window.addEventListener("hashchange", () => {
    if (followAddress(view)) view.draw();
    else keepAddress(view);
  });
  document.getElementById("print").addEventListener("click", () => window.print());
  window.addEventListener("resize", () => {
    view.mapWidth = mapWidth();
    showBox(view, view.box, view.zoom);
  });
  if (window.matchMedia("(max-width: 50rem)").matches) for (const id of ["weights", "filters", "seeker", "tables"]) document.getElementById(id).open = false;
}

async function start() {
  if (!("DecompressionStream" in window)) throw new Error("this browser is too old to unpack the page's data (2023 or newer is needed)");
  const model = new Model(await unpack(document.getElementById("payload").textContent));
  const view = new View(model);
  const world = document.getElementById("world");
  world.dataset.width = world.viewBox.baseVal.width;
  world.dataset.height = world.viewBox.baseVal.height;
  view.box = fullMap();
  document.getElementById("marks").setAttribute("role", "group");
  buildSliders(view);
  buildFilters(view);
  fill("profile", facts(profileRows((name) => model.head.seeker[name]), model.head.seeker.stated));
  fill("process", process(model));
  followAddress(view);
  view.draw();
  connect(view);
  document.documentElement.classList.add("ready");
  window.citymatch = view;
  performance.mark("usable");
}

start().catch((error) => {
  const trouble = document.getElementById("trouble");
  trouble.hidden = false;
  trouble.textContent = `The page shows the adopted policy's list only: ${error.message}.`;
});
