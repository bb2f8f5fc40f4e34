// All facts, searched and filtered.
const FACT_COLUMNS = [
  { name: "value", head: "Value", number: true, cell: (i) => h("a", { href: factHref(i) }, showValue(i)), order: fact.value },
  { name: "metric", head: "Metric", cell: metricCell, order: (i) => metricLabel(fact.metric_id(i)) },
  { name: "period", head: "Period", cell: factPeriod, order: (i) => fact.period_end(i) },
  { name: "where", head: "Place", cell: (i) => fact.place(i) ?? "", order: fact.place },
  { name: "release", head: "Release", cell: (i) => h("span", { title: releaseOf(i).name }, titleOf(releaseOf(i))), order: (i) => titleOf(releaseOf(i)) },
  { name: "score", head: "Score", number: true, cell: scoreCell, order: fact.score },
];

function metricCell(i) {
  const words = fact.metric(i);
  const label = metricLabel(fact.metric_id(i));
  return h("span", { title: words }, label, words && plain(words) !== plain(label) ? h("small", {}, ` “${words}”`) : "");
}

function scoreCell(i) {
  const why = fact.needs_review(i) ?? (findingsOfFact.has(i) ? "it stands in a finding" : null);
  const told = fact.score(i).toFixed(2);
  return why ? [h("span", { class: "flag", title: why, "aria-label": `For review: ${why}` }, "⚑"), ` ${told}`] : told;
}

function factsPage(chosen) {
  const told = h("p", { class: "quiet", role: "status" });
  const table = new RowTable("Facts", FACT_COLUMNS, []);
  function show() {
    const rows = selectFacts(chosen);
    table.setRows(rows);
    told.textContent = `${showNumber(rows.length)} of ${showNumber(allFacts.length)} facts`;
  }
  const filters = makeFilters(chosen, () => {
    keepAddress("facts", chosen);
    show();
  });
  show();
  return [h("h1", {}, "Facts"), filters, told, table.element];
}
