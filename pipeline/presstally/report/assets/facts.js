// All facts, searched and filtered.
const FACT_COLUMNS = [
  { name: "value", head: "Value", number: true, cell: (i) => h("a", { href: factHref(i) }, showValue(i)), order: fact.value },
  { name: "metric", head: "Metric", cell: (i) => h("span", { title: fact.metric(i) }, fact.metric(i) || "no metric"), order: fact.metric },
  { name: "period", head: "Period", cell: factPeriod, order: (i) => fact.period_end(i) },
  { name: "where", head: "Place", cell: (i) => fact.place(i) ?? "", order: fact.place },
  { name: "release", head: "Release", cell: (i) => h("span", { title: releaseOf(i).name }, titleOf(releaseOf(i))), order: (i) => titleOf(releaseOf(i)) },
  { name: "score", head: "Score", number: true, cell: scoreCell, order: fact.score },
];

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
