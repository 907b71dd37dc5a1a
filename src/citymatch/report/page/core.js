// The payload and the additive model, as ranking/model.py has it: the same arithmetic, to the last bit.

const SPAN = 2 ** 32;
const ROUND = 6755399441055744; // adding and taking it away rounds to a whole number, halves to even

function rounded(x) {
  return x + ROUND - ROUND;
}

async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const [name, [offset, kind, size]] of Object.entries(head.arrays)) {
    const type = kind === "f4" ? Float32Array : Uint32Array;
    arrays[name] = new type(buffer, 4 + length + offset, size);
  }
  return { head, arrays };
}

class Model {
  constructor({ head, arrays }) {
    this.head = head;
    this.arrays = arrays;
    this.criteria = head.criteria;
    Object.assign(this, head.model);
    this.size = head.places.id.length;
    this.ranked = head.ranked;
    this.groups = arrays.groupTie.length;
    this.byTie = new Map();
    for (let i = 0; i < this.ranked; i++) this.byTie.set(arrays.tie[i], i);
    this.adopted = head.criteria.map((criterion) => criterion.weight);
  }

  fact(name, place) {
    const column = this.head.places[name];
    return Array.isArray(column) ? column[place] : column.values[column.of[place]];
  }

  reason(criterion, place) {
    const column = this.head.places.reasons[criterion];
    return column.values[column.of[place]];
  }

  level(criterion, place) {
    const column = this.head.places.levels[criterion];
    return column.values[column.of[place]];
  }

  similarity(criterion, place) {
    return this.arrays.similarity[criterion * this.size + place];
  }

  cautions(place) {
    const text = this.fact("cautions", place);
    return text ? text.split("\n") : [];
  }

  // Weights that sum to 1 in whole steps of the grid, over the criteria that are known for the seeker (the
  // largest takes what rounding leaves); null where none has weight.
  shares(raw) {
    const kept = raw.map((weight, k) => (this.criteria[k].usable ? weight : 0));
    const total = kept.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) return null;
    const full = 100 * this.grid;
    const steps = kept.map((weight) => rounded((weight / total) * 100 * this.grid));
    steps[steps.indexOf(Math.max(...steps))] += full - steps.reduce((sum, step) => sum + step, 0);
    return steps.map((step) => step / full);
  }

  points(share, similarity) {
    return similarity === similarity ? rounded(100 * share * similarity * this.grid) / this.grid : 0;
  }

  // The scores of `count` columns of a (criteria, count) array.
  scores(shares, similarities, count) {
    const score = new Float64Array(count);
    const { grid } = this;
    shares.forEach((share, k) => {
      if (share === 0) return;
      const full = 100 * share;
      const start = k * count;
      for (let i = 0; i < count; i++) {
        const similarity = similarities[start + i];
        if (similarity === similarity) score[i] += rounded(full * similarity * grid) / grid;
      }
    });
    return score;
  }

  key(score, tie) {
    return (1000 - this.group(score)) * SPAN + tie;
  }

  // The tie group of a score: its whole tenths.
  group(score) {
    return Math.floor(score * this.tenths + this.rounding);
  }

  // A score as it is shown: cut to a tenth, so that a tie looks like one.
  shown(score) {
    return tenth.format(this.group(score) / this.tenths);
  }

  // The places that pass, best first, their scores, and how many of the first no place outside can outrank.
  rank(shares, passes, groupPasses, lands) {
    const score = this.scores(shares, this.arrays.similarity, this.size);
    const keys = [];
    for (let i = 0; i < this.ranked; i++) if (passes(i)) keys.push(this.key(score[i], this.arrays.tie[i]));
    const sorted = Float64Array.from(keys).sort();
    const order = Array.from(sorted, (key) => this.byTie.get(key % SPAN));
    this.scored = score, this.weighed = shares;
    const listed = this.shortlist(order, this.head.listed, lands);
    return { shares, score, order, sorted, ...this.certain(shares, score, sorted, groupPasses, listed, lands) };
  }

  // How many names of one country and of one metropolis a list takes, as scoring/variety.py has it; null: all that come.
  caps(length, lands) {
    const { varied } = this.head;
    if (!varied || lands === 1) return null;
    const all = Math.min(length, this.head.candidates);
    const country = varied.perCountry ?? Math.max(varied.fewest, Math.ceil(all / varied.share), Math.ceil(all / (lands ?? varied.countries)));
    const roots = this.head.criteria.reduce((sum, { extractor }, k) => sum + (extractor === "ancestry" ? this.weighed[k] : 0), 0);
    const untied = roots >= varied.roots ? Math.ceil(varied.untied * all - 1e-9) : Infinity;
    return { country, metropolis: Math.max(1, Math.floor(all / varied.metropolisShare)), untied };
  }

  // The list of so many places that is shown of an order: see ranking/shortlist.py. `lands` is how many countries the
  // filters allow, null where there is no filter.
  shortlist(order, length, lands) {
    const caps = this.caps(length, lands);
    return this.head.blocks ? this.inBlocks(order, length, caps) : this.capped(order, length, caps);
  }

  // Whether a place is of the seeker's own kind, on the page of a county or a state.
  isOwn(place) {
    return Boolean(this.head.blocks) && this.head.blocks.own[place] === 1;
  }

  // The list of a county or a state: its own kind, then the others, as ranking/blocks.py has it.
  inBlocks(order, length, caps) {
    const { byState, fit, spoken, tiesWithin } = this.head.blocks;
    const among = (place) => this.isOwn(place) === byState;
    const few = order.filter((place) => !among(place)), all = order.filter(among);
    const many = byState ? all.filter((place) => fit[place]) : all, less = byState ? all.filter((place) => !fit[place]) : [];
    const last = many[Math.min(length, many.length) - 1];
    const least = last === undefined ? 0 : this.group(this.scored[last]) - tiesWithin;
    const near = (place) => this.group(this.scored[place]) >= least;
    const first = this.few(few.filter((place) => near(place) && fit[place]), byState ? Math.floor(length / 2) : Math.ceil(length / 2), caps, byState ? 0 : spoken);
    let chosen = caps !== null && caps.untied !== Infinity ? this.tiesFirst([...first, ...many.filter(near)], length, caps) : new Set();
    if (chosen.size < Math.min(length, order.length)) {
      const row = [...first, ...many, ...few.filter((place) => !first.includes(place)), ...less], others = [];
      chosen = caps === null ? new Set(row.slice(0, length)) : this.within(row, length, { ...caps, untied: Infinity }, others);
      for (const place of others.slice(0, Math.max(0, length - chosen.size))) chosen.add(place);
    }
    const lines = order.filter((place) => chosen.has(place));
    return [...lines.filter((place) => this.isOwn(place)), ...lines.filter((place) => !this.isOwn(place))];
  }

  // The block of which there are few: at most so many, none only to fill the list.
  few(places, most, caps, tie) {
    if (caps === null) return places.slice(0, most);
    const untied = caps.untied === Infinity ? Infinity : Math.ceil(this.head.blocks.untied * most - 1e-9);
    const kept = [...this.within(places, Infinity, { ...caps, country: Math.ceil(caps.country / 2), untied }, [])];
    return kept.filter((place) => untied === Infinity || this.head.places.ties[place] >= tie).slice(0, most);
  }

  capped(order, length, caps) {
    if (caps === null) return order.slice(0, length);
    if (caps.untied !== Infinity) {
      const last = order[Math.min(length, order.length) - 1];
      const least = order.length ? this.group(this.scored[last]) - this.head.varied.tiesWithin : 0;
      const chosen = this.tiesFirst(order.filter((place) => this.group(this.scored[place]) >= least), length, caps);
      if (chosen.size >= Math.min(length, order.length)) return order.filter((place) => chosen.has(place));
    }
    const others = [], chosen = this.within(order, length, { ...caps, untied: Infinity }, others);
    const missing = length - chosen.size;
    if (missing > 0) for (const place of others.slice(0, missing)) chosen.add(place);
    return order.filter((place) => chosen.has(place));
  }

  // The first places of an order that stand within all caps; those passed on the way are put among the others.
  within(order, length, caps, others) {
    const ofCity = new Map(), ofLand = new Map(), chosen = new Set();
    const nth = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1).get(key);
    const { metropolisGroup, ties } = this.head.places;
    const below = this.levelCaps(caps.untied).map(([least, most]) => ({ least, most, have: 0 }));
    const tiedEnough = (tie) => below.every((level) => tie >= level.least || ++level.have <= level.most);
    for (const place of order) {
      if (chosen.size === length) break;
      const city = metropolisGroup[place];
      if (city >= 0 && (!city || nth(ofCity, city) <= caps.metropolis) && tiedEnough(ties[place])
        && nth(ofLand, this.fact("country", place)) <= caps.country) chosen.add(place);
      else others.push(place);
    }
    return chosen;
  }

  // Each level of ties with how many names below it a list takes that takes so many without a tie: see level_caps in
  // scoring/variety.py.
  levelCaps(untied) {
    if (untied === Infinity) return [];
    const { levels } = this.head.varied;
    return levels.map((least, n) => [least, Math.max(1, Math.floor((untied * (n + 1)) / levels.length))]);
  }

  // How many levels the tie of a place reaches.
  levelOf(place) {
    return this.head.varied.levels.filter((least) => this.head.places.ties[place] >= least).length;
  }

  // The same, filled up with the best of the others for which country and metropolis have room, those of the higher
  // levels first: see ties_first in scoring/variety.py.
  tiesFirst(order, length, caps) {
    const rest = [], chosen = this.within(order, length, caps, rest);
    const { metropolisGroup } = this.head.places;
    const most = this.head.varied.levels.length;
    const others = Array.from({ length: most + 1 }, (_, n) => rest.filter((place) => this.levelOf(place) === most - n)).flat();
    const held = new Map(), ofCity = new Map();
    const more = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const place of chosen) more(held, this.fact("country", place)), more(ofCity, metropolisGroup[place]);
    for (const place of others) {
      if (chosen.size >= length) break;
      const land = this.fact("country", place), city = metropolisGroup[place];
      if ((held.get(land) ?? 0) >= caps.country || city < 0 || (city && (ofCity.get(city) ?? 0) >= caps.metropolis)) continue;
      chosen.add(place), more(held, land), more(ofCity, city);
    }
    return this.withStrongest(order, chosen);
  }

  // The list with one of the strongest ties in it, in the place of the last one without a tie.
  withStrongest(order, chosen) {
    const { metropolisGroup, ties } = this.head.places, { tied, strong, nearly } = this.head.varied;
    const may = (place) => (metropolisGroup[place] < 0 ? 0 : ties[place]);
    const least = Math.max(Math.max(0, ...order.map(may)) - nearly, strong);
    const strongest = order.filter((place) => may(place) >= least);
    if (!chosen.size || !strongest.length || strongest.some((place) => chosen.has(place))) return chosen;
    const listed = order.filter((place) => chosen.has(place));
    const without = listed.filter((place) => ties[place] < tied);
    chosen.delete((without.length ? without : listed).at(-1));
    return chosen.add(strongest[0]);
  }

  // The best countries, those with the best places first, and the best places of each, one of a metropolis.
  byCountry(order, top, each) {
    const lands = new Map();
    for (const place of order) {
      const land = this.fact("country", place);
      if (!lands.has(land)) lands.set(land, []);
      lands.get(land).push(place);
    }
    return [...lands.values()].slice(0, top).map((places) => this.capped(places, each, { country: Infinity, metropolis: 1, untied: Infinity }));
  }

  // What the groups of the places that are not carried could do to the list.
  certain(shares, score, sorted, groupPasses, listed, lands) {
    const { groupSimilarity, groupTie, groupSize, groupCountry, groupKind } = this.arrays;
    const best = this.scores(shares, groupSimilarity, this.groups);
    const keys = listed.map((place) => this.key(score[place], this.arrays.tie[place]));
    const last = keys.length ? Math.max(...keys) : Infinity;
    const most = this.caps(this.head.listed, lands)?.country ?? Infinity;
    // A further place of a country that has all its lines has to be better than the last of these.
    const ofLand = new Map();
    listed.forEach((place, n) => {
      const land = this.fact("country", place);
      ofLand.set(land, [...(ofLand.get(land) ?? []), keys[n]]);
    });
    // A further place below a level has to be better than the last of these, where the list has all that it takes. Where
    // it has more of them than it would, any further place above takes the place of one.
    const caps = this.caps(this.head.listed, lands);
    const kinds = this.head.varied ? this.head.varied.levels.length : 0, levels = caps === null ? [] : this.levelCaps(caps.untied);
    const kindOf = (place) => (levels.length ? this.levelOf(place) : kinds);
    const natural = sorted.length ? sorted[Math.min(this.head.listed, sorted.length) - 1] : 0;
    const lowest = Math.max(last, (Math.floor(natural / SPAN) + (this.head.varied?.tiesWithin ?? 0) + 1) * SPAN);
    const below = levels.map((_, n) => keys.filter((key, line) => kindOf(listed[line]) <= n));
    const fills = (kind) => levels.some(([, most], n) => kind > n && below[n].length > most);
    const toBeat = (land, kind) => {
      if (this.head.blocks) return lowest; // which block a place would stand in is not worked out for groups
      const own = ofLand.get(land), filled = fills(kind);
      let least = filled ? lowest : last;
      if ((own?.length ?? 0) >= most) {
        const lesser = filled && listed.some((place) => this.fact("country", place) === land && kindOf(place) < kind);
        least = lesser ? lowest : Math.max(...own);
      }
      levels.forEach(([, allowed], n) => {
        if (kind <= n && !filled && below[n].length >= allowed) least = Math.min(least, Math.max(...below[n]));
      });
      return least;
    };
    let first = Infinity;
    let many = 0;
    const countries = new Set();
    for (let g = 0; g < this.groups; g++) {
      if (!groupPasses(g)) continue;
      const key = this.key(best[g], groupTie[g]);
      if (key < first) first = key;
      const land = this.head.countries[groupCountry[g]], kind = caps === null ? kinds : groupKind[g] - 1;
      if (kind >= 0 && key < toBeat(land.code, kind)) {
        many += groupSize[g];
        countries.add(land.told);
      }
    }
    let certain = 0;
    while (certain < sorted.length && sorted[certain] < first) certain++;
    return { certain, many, countries: [...countries] };
  }

  // One record per criterion with a share, or of the policy itself, as the ranking's explanation has them.
  records(shares, place) {
    return this.criteria
      .map((criterion, k) => {
        const similarity = this.similarity(k, place);
        const known = similarity === similarity;
        return {
          criterion, k, share: shares[k], similarity, known,
          points: this.points(shares[k], similarity),
          reason: this.reason(k, place), level: this.level(k, place),
        };
      })
      .filter((record) => record.share > 0 || (!record.criterion.added && record.criterion.weight === 0));
  }

  coverage(shares, place) {
    return Math.min(1, shares.reduce((sum, share, k) => {
      const similarity = this.similarity(k, place);
      return similarity === similarity ? sum + share : sum;
    }, 0));
  }

  bestCase(shares, place, score) {
    return Math.min(100, score + 100 * (1 - this.coverage(shares, place)));
  }

  isAdopted(raw) {
    const now = this.shares(raw);
    const then = this.shares(this.adopted);
    return now !== null && then !== null && now.every((share, k) => Math.abs(share - then[k]) < 1e-12);
  }
}
