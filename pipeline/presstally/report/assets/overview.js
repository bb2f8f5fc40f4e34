// The first page: what was read, what was found, where to look.
function overviewPage() {
  const counts = data.counts;
  const metrics = new Set(allFacts.map(fact.metric_id));
  const dated = allFacts.filter((i) => fact.period_end(i));
  const years = dated.map(yearOf).sort();
  const tiles = [
    ["Releases", counts.releases, "#/releases"],
    ["Facts", allFacts.length, "#/facts"],
    ["Metrics", metrics.size, "#/metrics"],
    ["Findings", data.findings.length, "#/findings"],
    ["For review", counts.open, "#/facts?review=marked+for+review"],
    ["Numbers that are no facts", counts.excluded, null],
    ["Coverage", showShare(counts.coverage), "#/releases"],
    ["Periods", years.length ? `${years[0]}–${years.at(-1)}` : "", null],
  ].filter(([, value]) => value !== "");
  return [
    h("h1", {}, "Overview"),
    h("ul", { class: "tiles" }, tiles.map(([name, value, href]) => {
      const told = [h("b", {}, typeof value === "number" ? showNumber(value) : value), h("span", {}, name)];
      return h("li", {}, href ? h("a", { href }, told) : h("div", {}, told));
    })),
    counts.coverage === null ? null : h("p", { class: "quiet" },
      "Coverage: the share of the numerals in the texts that stand in a fact, in an exclusion with its reason, or in a date."),
    h("div", { class: "halves" }, yearBars(dated), mostTold()),
    data.findings.length ? h("section", {}, h("h2", {}, "Findings that rank highest"), data.findings.slice(0, 5).map(findingCard),
      h("p", {}, h("a", { href: "#/findings" }, "All findings"))) : null,
    failedReleases(),
    excludedReasons(),
  ];
}

function bars(title, rows) {
  const most = Math.max(...rows.map((row) => row.count), 1);
  return h("section", {}, h("h2", {}, title), h("ol", { class: "bars" }, rows.map(({ name, count: amount, href }) => {
    const bar = h("span", { class: "bar" });
    bar.style.width = `${(100 * amount) / most}%`;
    return h("li", {}, h("a", { href }, name), h("span", { class: "track" }, bar), h("span", { class: "number" }, showNumber(amount)));
  })));
}

function yearBars(dated) {
  const years = [...groupBy(dated, yearOf)].sort().slice(-15);
  if (!years.length) return null;
  return bars("Facts by year", years.map(([year, rows]) => ({ name: year, count: rows.length, href: `#/facts?year=${year}` })));
}

function mostTold() {
  const metrics = [...factsOfMetric].filter(([id]) => data.metrics[id]?.family).sort((a, b) => b[1].length - a[1].length);
  if (!metrics.length) return null;
  return bars("Metrics told most", metrics.slice(0, 12).map(([id, rows]) => ({ name: metricLabel(id), count: rows.length, href: metricHref(id) })));
}

function failedReleases() {
  if (!data.failed.length) return null;
  const rows = data.failed.slice(0, 200).map((row) => [row.document, `${row.message} ${row.hint ?? ""}`]);
  return h("section", {}, h("h2", {}, `${data.failed.length} releases could not be read`), plainTable(["Release", "Why"], rows));
}

function excludedReasons() {
  const rows = Object.entries(data.reasons).map(([reason, amount]) => [reason.replaceAll("_", " "), showNumber(amount)]);
  if (!rows.length) return null;
  return h("section", {}, h("h2", {}, "Numbers that are no facts"), plainTable(["Reason", "Numbers"], rows, [1]));
}
