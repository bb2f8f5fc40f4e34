// The list of releases, and the page of each with its text and the fact that was chosen.
function releasesPage() {
  const columns = [
    { name: "title", head: "Release", cell: (row) => h("a", { href: releaseHref(row), title: row.name }, titleOf(row)), order: titleOf },
    { name: "published", head: "Published", cell: (row) => row.published ?? "", order: (row) => row.published },
    { name: "publisher", head: "Publisher", cell: (row) => row.publisher ?? "", order: (row) => row.publisher },
    { name: "facts", head: "Facts", number: true, cell: (row) => showNumber(row.facts), order: (row) => row.facts },
    { name: "excluded", head: "No facts", number: true, cell: (row) => showNumber(row.excluded), order: (row) => row.excluded },
    { name: "open", head: "Review", number: true, cell: (row) => showNumber(row.open), order: (row) => row.open },
    { name: "coverage", head: "Coverage", number: true, cell: (row) => showShare(row.coverage), order: (row) => row.coverage },
  ];
  return [h("h1", {}, "Releases"), new RowTable("Releases", columns, releases, { name: "published", down: true }).element];
}

function releasePage(name, chosen) {
  const number = releaseNumber.get(name);
  if (number === undefined) return [h("h1", {}, "No such release"), h("p", {}, name)];
  const release = releases[number];
  const facts = factsOfRelease.get(number) ?? [];
  const wanted = factNumber.get(chosen.get("fact"));
  const own = wanted !== undefined && fact.release(wanted) === number ? wanted : null;
  const body = release.text === undefined ? sentenceList(facts, own) : makeText(release, facts, own);
  requestAnimationFrame(() => showFact(body, own));
  return [
    h("p", { class: "quiet" }, h("a", { href: "#/releases" }, "Releases"), " › ", release.name),
    h("h1", {}, titleOf(release)),
    h("p", { class: "quiet" }, releaseLine(release)),
    release.unseen?.length ? h("p", { class: "quiet" }, `Numerals that no row holds: ${release.unseen.slice(0, 30).join(", ")}`) : null,
    h("div", { class: "reader" }, h("aside", { "aria-label": "The fact" }, own === null ? legend(facts) : factPanel(own, facts)), body),
  ];
}

function releaseLine(release) {
  const date = release.published ? `published ${release.published} (${release.published_from ?? "metadata"})` : "";
  const told = [release.publisher, date, `${showNumber(release.facts)} facts`, `${showNumber(release.excluded)} numbers that are no facts`,
    release.coverage === undefined ? "" : `coverage ${showShare(release.coverage)}`].filter(Boolean).join(" · ");
  return release.source_url ? [`${told} · `, webLink(release.source_url, "source")] : told;
}

function legend(facts) {
  const names = { QUANTITY: "number", DATE: "date", ORG: "body", PERSON: "person", LOC: "place", METRIC: "what is measured", EXCLUDED: "no fact" };
  return [
    h("h2", {}, "The text"),
    h("p", {}, Object.entries(names).flatMap(([kind, words]) => [h("span", { class: `m-${kind}` }, words), " "])),
    h("p", {}, "Choose a number to see what it says."),
    facts.length ? h("p", {}, h("a", { class: "button", href: factHref(facts[0]) }, "First fact")) : null,
  ];
}

function factPanel(i, facts) {
  const place = facts.indexOf(i);
  const step = (to, words, key) => h("a", { class: "button", "data-key": key, href: factHref(facts.at(to % facts.length)) }, words);
  const comparison = showPeriod(fact.comparison_start(i), fact.comparison_end(i));
  const kind = [fact.kind(i), fact.direction(i)].filter(Boolean).join(", ");
  const findings = findingsOfFact.get(i) ?? [];
  const rows = [
    ["Metric", h("a", { href: metricHref(fact.metric_id(i)) }, metricLabel(fact.metric_id(i)))], ["In words", fact.metric(i)], ["Kind", kind],
    ["Period", [factPeriod(i), fact.period(i) ? h("small", {}, ` “${fact.period(i)}”`) : ""]], ["Compared to", comparison],
    ["By", fact.organisation(i)], ["Place", fact.place(i)], ["Person", fact.person(i)],
    ["Score", `${fact.score(i).toFixed(2)}, ${fact.method(i)}`], ["Review", fact.needs_review(i)],
  ].filter(([, value]) => value && (!Array.isArray(value) || value[0]));
  return [
    h("p", { class: "steps" }, step(place - 1, "‹ Previous", "k"), ` ${place + 1} of ${facts.length} `, step(place + 1, "Next ›", "j")),
    h("h2", {}, showValue(i), h("small", {}, ` “${fact.quantity(i)}”`)),
    h("dl", {}, rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    findings.map((finding) => h("p", { class: "warning" }, `${data.rules[finding.rule] ?? finding.rule}: ${finding.message}`)),
  ];
}

/** What is shown of a release whose text is not here: the sentences of its facts. */
function sentenceList(facts, own) {
  const items = facts.map((i) => {
    const [before, ...after] = sentenceOf(i).split(fact.quantity(i));
    const number = h("a", { class: `m-QUANTITY m-FACT ${i === own ? "chosen" : ""}`, href: factHref(i) }, fact.quantity(i));
    const words = after.length === 1 ? [before, number, after[0]] : [number, " in: ", sentenceOf(i)];
    return h("li", {}, words);
  });
  return h("div", { class: "text" }, h("p", { class: "quiet" }, "The text was not given to the report; these are the sentences of its facts."),
    h("ul", { class: "words" }, items));
}

function showFact(text, own) {
  if (own === null) return;
  const number = text.querySelector(".chosen");
  number?.scrollIntoView({ block: "center" });
  number?.focus({ preventScroll: true });
  if (!text.querySelector(".arcs")) return;
  new ResizeObserver(() => drawArcs(text, own)).observe(text);
}
