// Search and filters over all facts. What is chosen stands in the address, so that it can be kept and sent.
const FILTERS = [
  { name: "family", label: "Family", of: (i) => data.metrics[fact.metric_id(i)]?.family ?? "" },
  { name: "metric", label: "Metric", of: fact.metric_id, tell: metricLabel },
  { name: "body", label: "Publisher or body", of: bodyOf },
  { name: "place", label: "Place", of: fact.place },
  { name: "year", label: "Period ends in", of: yearOf },
  { name: "unit", label: "Unit", of: fact.unit, tell: unitName },
  { name: "kind", label: "Kind", of: fact.kind },
  { name: "review", label: "Review", of: reviewOf },
];
const NONE = "–";

/** Tell why a person should look at a fact. */
function reviewOf(i) {
  if (fact.needs_review(i)) return "marked for review";
  return findingsOfFact.has(i) ? "in a finding" : "";
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let haystacks = null;

/** The words of each fact that a search looks through; made at the first search. */
function findableWords() {
  const known = new Map();
  const once = (text) => {
    if (!known.has(text)) known.set(text, plain(text));
    return known.get(text);
  };
  haystacks ??= allFacts.map((i) => {
    const release = releaseOf(i);
    const words = [fact.metric(i), fact.metric_id(i), metricLabel(fact.metric_id(i)), fact.place(i), bodyOf(i),
      fact.organisation(i), fact.person(i), titleOf(release), release.name, sentenceOf(i), factPeriod(i)];
    return `${fact.quantity(i)} ${fact.value(i)} ${words.map((word) => (word ? once(word) : "")).join(" ")}`.toLowerCase();
  });
  return haystacks;
}

/** Return the facts that hold all words of `q` and have each value that `chosen` names. */
function selectFacts(chosen) {
  let rows = allFacts;
  for (const filter of FILTERS) {
    const wanted = chosen.get(filter.name);
    if (wanted) rows = rows.filter((i) => (filter.of(i) || NONE) === wanted);
  }
  const words = plain(chosen.get("q") ?? "").split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  const texts = findableWords();
  return rows.filter((i) => words.every((word) => texts[i].includes(word)));
}

/** Make the search box and the lists; `changed` is called with what is chosen. */
function makeFilters(chosen, changed) {
  const tell = settle(() => changed(chosen), 120);
  const set = (name, value) => (value ? chosen.set(name, value) : chosen.delete(name));
  const search = h("input", {
    type: "search", id: "search", placeholder: "Words, numbers, places …  ( / )", value: chosen.get("q") ?? "",
    autocomplete: "off", spellcheck: "false", oninput: (event) => (set("q", event.target.value), tell()),
  });
  const lists = FILTERS.map((filter) => makeList(filter, chosen.get(filter.name) ?? "", (value) => {
    set(filter.name, value);
    changed(chosen);
  }));
  const clear = h("button", { type: "button", onclick: () => (location.hash = "#/facts") }, "Clear all");
  const narrow = innerWidth < 700 && !FILTERS.some((filter) => chosen.get(filter.name));
  return h("form", { role: "search", class: "filters", onsubmit: (event) => event.preventDefault() },
    h("label", { for: "search", class: "wide" }, "Search ", search),
    h("details", { open: !narrow }, h("summary", {}, "Filters"), h("div", { class: "lists" }, lists, clear)));
}

function makeList(filter, value, changed) {
  const counts = new Map();
  for (const i of allFacts) counts.set(filter.of(i) || NONE, (counts.get(filter.of(i) || NONE) ?? 0) + 1);
  if (value && !counts.has(value)) counts.set(value, 0);
  const tell = (name) => (filter.tell && name !== NONE ? filter.tell(name) : name.replaceAll("_", " "));
  const names = [...counts.keys()].sort((a, b) => compare(tell(a), tell(b)));
  const options = names.map((name) => h("option", { value: name, selected: name === value }, `${tell(name)} (${counts.get(name)})`));
  return h("label", {}, filter.label,
    h("select", { name: filter.name, onchange: (event) => changed(event.target.value) }, h("option", { value: "" }, "all"), options));
}
