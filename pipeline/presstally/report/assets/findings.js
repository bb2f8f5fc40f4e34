// What the audit found.
function findingCard(finding) {
  const shown = finding.facts.slice(0, 6);
  const period = showPeriod(finding.period_start, finding.period_end);
  return h("article", { class: "finding" },
    h("h3", {}, data.rules[finding.rule] ?? finding.rule, h("small", {}, ` rank ${finding.rank.toFixed(2)} · error of: ${finding.blame}`)),
    h("p", {}, finding.message),
    h("p", { class: "quiet" }, finding.metric_id ? h("a", { href: metricHref(finding.metric_id) }, metricLabel(finding.metric_id)) : "",
      period ? ` · ${period}` : ""),
    h("ul", {}, shown.map((i) => h("li", {}, h("a", { href: factHref(i) }, fact.quantity(i)), ` ${sentenceOf(i)} `,
      h("small", {}, titleOf(releaseOf(i)))))),
    finding.facts.length > shown.length ? h("p", { class: "quiet" }, `and ${finding.facts.length - shown.length} more facts`) : null);
}

function findingsPage(chosen) {
  const list = h("div", {});
  const told = h("p", { class: "quiet", role: "status" });
  function show() {
    const kept = data.findings.filter((row) => ["rule", "blame"].every((name) => !chosen.get(name) || row[name] === chosen.get(name)));
    told.textContent = `${showNumber(kept.length)} of ${showNumber(data.findings.length)} findings, ranked. Each may be an error of the release or of the program.`;
    list.replaceChildren(portions(kept, findingCard));
  }
  const pick = (name, label, tell) => {
    const counts = [...groupBy(data.findings, (row) => row[name])];
    const options = counts.map(([value, rows]) => h("option", { value, selected: chosen.get(name) === value }, `${tell(value)} (${rows.length})`));
    return h("label", {}, label, h("select", { name, onchange: (event) => {
      chosen.set(name, event.target.value);
      keepAddress("findings", chosen);
      show();
    } }, h("option", { value: "" }, "all"), options));
  };
  show();
  return [h("h1", {}, "Findings"), h("div", { class: "filters lists" }, pick("rule", "Rule", (rule) => data.rules[rule] ?? rule), pick("blame", "Error of", String)), told, list];
}
