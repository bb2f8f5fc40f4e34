// The list of metrics, and the page of each: charts, values, findings.
function metricRows() {
  return [...factsOfMetric].filter(([id]) => id).map(([id, rows]) => {
    const years = rows.map(yearOf).filter(Boolean).sort();
    return {
      id, label: metricLabel(id), family: data.metrics[id]?.family ?? "", facts: rows.length,
      releases: new Set(rows.map(fact.release)).size, first: years[0] ?? "", last: years.at(-1) ?? "",
      words: plain(`${metricLabel(id)} ${id} ${data.metrics[id]?.family ?? ""}`),
    };
  });
}

function metricsPage(chosen) {
  const rows = metricRows();
  const columns = [
    { name: "label", head: "Metric", cell: (row) => h("a", { href: metricHref(row.id) }, row.label), order: (row) => row.label },
    { name: "family", head: "Family", cell: (row) => row.family, order: (row) => row.family },
    { name: "facts", head: "Facts", number: true, cell: (row) => showNumber(row.facts), order: (row) => row.facts },
    { name: "releases", head: "Releases", number: true, cell: (row) => showNumber(row.releases), order: (row) => row.releases },
    { name: "years", head: "Years", cell: (row) => (row.first === row.last ? row.first : `${row.first}–${row.last}`), order: (row) => row.last },
  ];
  const table = new RowTable("Metrics", columns, rows, { name: "facts", down: true });
  const told = h("p", { class: "quiet", role: "status" });
  function show() {
    const words = plain(chosen.get("q") ?? "").split(/\s+/).filter(Boolean);
    const kept = rows.filter((row) => words.every((word) => row.words.includes(word)));
    table.setRows(kept);
    told.textContent = `${showNumber(kept.length)} of ${showNumber(rows.length)} metrics. Those without a family are in no catalogue and go by their own words.`;
  }
  const input = h("input", { type: "search", id: "search", value: chosen.get("q") ?? "", oninput: (event) => {
    chosen.set("q", event.target.value);
    keepAddress("metrics", chosen);
    show();
  } });
  show();
  return [h("h1", {}, "Metrics"), h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    h("label", { for: "search", class: "wide" }, "Search ", input)), told, table.element];
}

function metricPage(id, chosen) {
  const facts = factsOfMetric.get(id) ?? [];
  const points = pointsOfMetric.get(id) ?? [];
  const entry = data.metrics[id];
  const charts = h("div", {});
  const values = h("div", {});
  function show() {
    dropCharts();
    const kept = points.filter((i) => ["place", "body"].every((name) => !chosen.get(name) || (point[name](i) || NONE) === chosen.get(name)));
    const groups = chartGroups(kept).filter((rows) => new Set(rows.map(point.period_start)).size > 1);
    charts.replaceChildren(...groups.slice(0, 6).map(makeChart), ...(groups.length ? [chartKey()] : []));
    if (kept.length && !groups.length) charts.append(h("p", { class: "quiet" }, "No line has two periods yet, so there is nothing to draw."));
    values.replaceChildren(valueTable(kept));
  }
  const findings = data.findings.filter((finding) => finding.metric_id === id);
  const children = Object.keys(data.metrics).filter((name) => data.metrics[name].parent === id);
  requestAnimationFrame(show);
  return [
    h("p", { class: "quiet" }, h("a", { href: "#/metrics" }, "Metrics"), entry?.family ? ` › ${entry.family}` : "", parentLink(entry)),
    h("h1", {}, metricLabel(id)),
    h("p", {}, h("code", {}, id), " · ", h("a", { href: `#/facts?metric=${encodeURIComponent(id)}` }, `${showNumber(facts.length)} facts`)),
    children.length ? h("p", {}, "Below it: ", children.flatMap((name, i) => [i ? ", " : "", h("a", { href: metricHref(name) }, metricLabel(name))])) : null,
    h("div", { class: "filters lists" }, lineList("place", "Place", points, chosen, show), lineList("body", "Publisher or body", points, chosen, show)),
    charts, h("h2", {}, "Values"), values,
    findings.length ? h("section", {}, h("h2", {}, "Findings"), portions(findings, findingCard, 10)) : null,
  ];
}

function parentLink(entry) {
  return entry?.parent && data.metrics[entry.parent] ? [" › ", h("a", { href: metricHref(entry.parent) }, metricLabel(entry.parent))] : "";
}

function lineList(name, label, points, chosen, show) {
  const names = [...new Set(points.map((i) => point[name](i) || NONE))].sort();
  if (names.length < 2) return null;
  const options = names.map((value) => h("option", { value, selected: value === chosen.get(name) }, value.replaceAll("_", " ")));
  return h("label", {}, label, h("select", { onchange: (event) => {
    chosen.set(name, event.target.value);
    show();
  } }, h("option", { value: "" }, "all"), options));
}

function valueTable(points) {
  if (!points.length) return h("p", { class: "quiet" }, "No level of this metric has a period.");
  const columns = [
    { name: "period", head: "Period", cell: valueLink, order: (i) => point.period_start(i) + point.period_end(i) },
    { name: "span", head: "Part of the year", cell: (i) => spanName(point.span(i), point.span_place(i)), order: point.span },
    { name: "value", head: "Value", number: true, cell: (i) => showAmount(point.value(i), point.value_high(i), point.unit(i), point.modifier(i)), order: point.value },
    { name: "line", head: "Place, body", cell: lineName, order: lineName },
    { name: "state", head: "State", cell: valueState, order: stateOf },
    { name: "published", head: "Published", cell: (i) => point.published(i) ?? "", order: point.published },
  ];
  return new RowTable("Values", columns, points, { name: "period", down: true }).element;
}

function valueLink(i) {
  const words = showPeriod(point.period_start(i), point.period_end(i));
  return spot(i) === undefined ? words : h("a", { href: factHref(spot(i)) }, words);
}

function valueState(i) {
  const more = [point.formula(i), point.open(i), point.vintages(i) > 1 ? `vintage ${point.vintage(i)} of ${point.vintages(i)}` : ""];
  const told = [stateOf(i), ...more.filter(Boolean)].join("; ");
  return h("span", { class: `state ${stateOf(i)}`, title: told }, told);
}
