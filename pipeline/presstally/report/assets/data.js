// What the page holds, and how values are told.
const data = JSON.parse(document.getElementById("data").textContent);
const releases = data.releases;

/** Give name -> function of a row's number, for packed columns. */
function readColumns(packed) {
  const columns = {};
  for (const [name, values] of Object.entries(packed)) {
    columns[name] = values.of ? (i) => values.of[values.at[i]] : (i) => values[i];
  }
  return columns;
}

const fact = readColumns(data.facts);
const point = readColumns(data.series);
const count = (packed) => (Array.isArray(packed) ? packed : packed.at).length;
const allFacts = Array.from({ length: count(data.facts.start) }, (_, i) => i);
const allPoints = Array.from({ length: count(data.series.value) }, (_, i) => i);

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (groups.has(name)) groups.get(name).push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

const factsOfRelease = groupBy(allFacts, fact.release);
const factsOfMetric = groupBy(allFacts, fact.metric_id);
const pointsOfMetric = groupBy(allPoints, point.metric_id);
const releaseNumber = new Map(releases.map((row, i) => [row.name, i]));
const factNumber = new Map(allFacts.map((i) => [fact.fact_id(i), i]));
const findingsOfFact = new Map();
data.findings.forEach((finding) => {
  for (const i of finding.facts) findingsOfFact.set(i, [...(findingsOfFact.get(i) ?? []), finding]);
});

const releaseOf = (i) => releases[fact.release(i)];
const bodyOf = (i) => releaseOf(i).publisher ?? fact.organisation(i) ?? "";
const titleOf = (release) => release.title ?? release.name;
const metricLabel = (id) => (id ? (data.metrics[id]?.label ?? id) : "no metric");
const yearOf = (i) => fact.period_end(i)?.slice(0, 4) ?? "";

function sentenceOf(i) {
  const at = fact.at(i);
  return (at === null ? fact.sentence(i) : releaseOf(i).text.slice(at, fact.until(i))) ?? "";
}

const numberFormat = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });
const showNumber = (value) => (value === null || value === undefined ? "" : numberFormat.format(value));
const showShare = (value) => (value === null || value === undefined ? "" : `${(100 * value).toFixed(1)} %`);
const MODIFIERS = { over: "over ", under: "under ", about: "about ", at_least: "at least ", at_most: "at most " };
const UNITS = { count: "", percent: " %", percentage_point: " pp", per_100k: " per 100,000", times: " times" };
const showUnit = (unit) => UNITS[unit] ?? ` ${unit}`;
const unitName = (unit) => unit.replace("per_100k", "per 100,000").replace("percentage_point", "percentage points");

function showAmount(value, high, unit, modifier) {
  const range = high === null || high === undefined ? "" : `–${showNumber(high)}`;
  return `${MODIFIERS[modifier] ?? ""}${showNumber(value)}${range}${showUnit(unit)}`;
}

function showValue(i) {
  const sign = fact.kind(i) === "change" ? { increase: "▲ ", decrease: "▼ " }[fact.direction(i)] ?? "± " : "";
  return sign + showAmount(fact.value(i), fact.value_high(i), fact.unit(i), fact.modifier(i));
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Tell a period in few words: 2023, Jan–Sep 2023, Mar 2023, else its days. */
function showPeriod(start, end) {
  if (!start) return "";
  if (start === end) return start;
  const [y1, m1, d1] = start.split("-").map(Number);
  const [y2, m2, d2] = end.split("-").map(Number);
  const whole = d1 === 1 && d2 === new Date(Date.UTC(y2, m2, 0)).getUTCDate();
  if (!whole) return `${start} – ${end}`;
  if (m1 === 1 && m2 === 12) return y1 === y2 ? `${y1}` : `${y1}–${y2}`;
  if (y1 !== y2) return `${MONTHS[m1 - 1]} ${y1} – ${MONTHS[m2 - 1]} ${y2}`;
  return m1 === m2 ? `${MONTHS[m1 - 1]} ${y1}` : `${MONTHS[m1 - 1]}–${MONTHS[m2 - 1]} ${y1}`;
}

const factPeriod = (i) => showPeriod(fact.period_start(i), fact.period_end(i));
const metricHref = (id) => `#/metric/${encodeURIComponent(id)}`;
const releaseHref = (release) => `#/release/${encodeURIComponent(release.name)}`;
const factHref = (i) => `${releaseHref(releaseOf(i))}?fact=${encodeURIComponent(fact.fact_id(i))}`;
