// Charts of a metric: one for each unit and part of the year, one line for each place and body.
const specification = JSON.parse(document.getElementById("chart").textContent);
const MOST_LINES = 10;
let liveViews = [];

// In the order in which their charts stand.
const SPANS = { year: "Whole years", nine_months: "Nine months", half_year: "Half years", quarter: "Quarters", month: "Months",
  day: "Single days", week: "Weeks", year_to_date: "Year to date" };
const monthName = (place) => MONTHS[Number(place.slice(0, 2)) - 1] ?? place;

function spanName(span, place) {
  const name = SPANS[span] ?? span.replaceAll("_", " ");
  if (!place || (span === "year" && place === "12") || (span === "nine_months" && place === "09")) return name;
  return `${name} to ${monthName(place)}${place.length > 2 ? ` ${Number(place.slice(3))}` : ""}`;
}

function lineName(i) {
  return [point.place(i), point.body(i)].filter(Boolean).map((name) => name.replaceAll("_", " ")).join(" · ") || "all releases";
}

function stateOf(i) {
  if (!point.latest(i)) return "other";
  if (point.derived(i)) return "computed";
  return point.open(i) ? "uncertain" : "told";
}

const spot = (i) => point.facts(i)[0];

function toDatum(i) {
  const amount = showAmount(point.value(i), point.value_high(i), point.unit(i), point.modifier(i));
  return {
    day: Date.parse(point.period_start(i)), value: point.value(i), high: point.value_high(i) ?? point.value(i), line: lineName(i),
    state: stateOf(i), latest: point.latest(i), fact: spot(i) ?? -1,
    Period: showPeriod(point.period_start(i), point.period_end(i)), Value: amount, Line: lineName(i), State: stateOf(i),
    Published: point.published(i) ?? "", Release: spot(i) === undefined ? "" : titleOf(releaseOf(spot(i))),
  };
}

/** Return groups of points that may stand in one chart; those that show little of a course come last. */
function chartGroups(rows) {
  const groups = groupBy(rows, (i) => [point.span(i), point.span_place(i), point.unit(i)].join("|"));
  const order = Object.keys(SPANS);
  const rank = (group) => (group.length < 4 ? 100 : 0) + (order.indexOf(point.span(group[0])) + 1 || 50);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.length - a.length);
}

function chartKey() {
  const states = { "●": "told", "◆": "computed", "▲": "uncertain", "✚": "another value for the period, earlier or computed" };
  return h("p", { class: "quiet" }, Object.entries(states).map(([sign, words]) => `${sign} ${words}`).join("   "), ". Choose a point to open its fact.");
}

/** Return the rows of the longest lines, and how many lines were left out. */
function longestLines(rows) {
  const lines = [...groupBy(rows, lineName).values()].sort((a, b) => b.length - a.length);
  return [lines.slice(0, MOST_LINES).flat(), Math.max(0, lines.length - MOST_LINES)];
}

function makeChart(rows) {
  const first = rows[0];
  const [shown, left] = longestLines(rows);
  const unit = unitName(point.unit(first));
  const name = `${spanName(point.span(first), point.span_place(first))}, ${unit}`;
  const holder = h("div", { class: "chart", role: "img", "aria-label": `Chart: ${name}. The values stand in the table below.` });
  const note = left ? h("p", { class: "quiet" }, `${left} shorter lines are not drawn: choose a place or body to see them.`) : null;
  requestAnimationFrame(() => drawChart(holder, shown.map(toDatum)));
  return h("figure", {}, h("figcaption", {}, name), holder, note);
}

async function drawChart(holder, points) {
  const spec = { ...specification, datasets: { points } };
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, hover: false,
    loader, tooltip: showTip };
  const { view } = await globalThis.presstallyEmbed(holder, spec, options);
  view.addEventListener("click", (_, item) => {
    if (item?.datum?.fact >= 0) location.hash = factHref(item.datum.fact);
  });
  liveViews.push(view);
}

const refuse = () => Promise.reject(new Error("The report loads nothing."));

const tip = h("div", { class: "tip", hidden: true });
document.body.append(tip);

/** Show what a point tells, as text. */
function showTip(_, event, __, value) {
  tip.hidden = !value;
  if (!value) return;
  const rows = Object.entries(value).filter(([, told]) => told);
  tip.replaceChildren(...rows.map(([name, told]) => h("div", {}, h("b", {}, name), " ", String(told))));
  const side = event.clientX > innerWidth / 2 ? -tip.offsetWidth - 12 : 12;
  tip.style.left = `${Math.max(4, event.clientX + side)}px`;
  tip.style.top = `${Math.min(event.clientY + 12, innerHeight - tip.offsetHeight - 4)}px`;
}

function dropCharts() {
  liveViews.forEach((view) => view.finalize());
  liveViews = [];
  tip.hidden = true;
}
