// The text of a release: mentions coloured, numbers as links, arcs from a number to what belongs to it.

/** Cut a text wherever a span begins or ends; give each piece with the spans that hold it. */
function cutText(text, spans) {
  const opening = groupBy(spans, (span) => span.start);
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  let open = [];
  return cuts.slice(0, -1).map((start, i) => {
    open = [...open.filter((span) => span.end > start), ...(opening.get(start) ?? [])];
    return { start, end: cuts[i + 1], spans: open };
  });
}

function spansOf(release, facts, chosen) {
  const mentions = (release.mentions ?? []).map(([label, start, end]) => ({ kind: data.labels[label], start, end }));
  const excluded = (release.excluded_at ?? []).map(([start, end, reason]) => ({ kind: "EXCLUDED", start, end, reason }));
  const numbers = facts.map((i) => ({ kind: "FACT", start: fact.start(i), end: fact.end(i), fact: i }));
  const told = chosen !== null && fact.at(chosen) !== null;
  const sentence = told ? [{ kind: "SENTENCE", start: fact.at(chosen), end: fact.until(chosen) }] : [];
  return [...mentions, ...excluded, ...numbers, ...sentence];
}

function makeText(release, facts, chosen) {
  const pieces = cutText(release.text, spansOf(release, facts, chosen)).map((piece) => makePiece(release, piece, chosen));
  const words = h("div", { class: "words" }, pieces);
  const arcs = svg("svg", { class: "arcs", "aria-hidden": "true" });
  return h("div", { class: "text", dir: "auto" }, words, arcs);
}

function makePiece(release, { start, end, spans }, chosen) {
  const words = release.text.slice(start, end);
  if (!spans.length) return words;
  const number = spans.find((span) => span.kind === "FACT");
  const excluded = spans.find((span) => span.kind === "EXCLUDED");
  const classes = [...spans.map((span) => `m-${span.kind}`), number && number.fact === chosen ? "chosen" : ""];
  const attributes = { class: classes.filter(Boolean).join(" "), "data-start": start, title: excluded ? `no fact: ${excluded.reason.replaceAll("_", " ")}` : null };
  if (!number) return h("span", attributes, words);
  const says = `${words}: ${metricLabel(fact.metric_id(number.fact))}`;
  return h("a", { ...attributes, href: factHref(number.fact), title: says, "aria-current": number.fact === chosen ? "true" : null }, words);
}

const RELATION_NAMES = { MEASURES: "measures", DURING: "during", COMPARED_TO: "compared to", BY: "by", IN: "in" };

function relationsOf(i) {
  return (releaseOf(i).relations ?? []).filter(([, start, end]) => start === fact.start(i) && end === fact.end(i))
    .map(([type, , , start, end]) => ({ type: data.relations[type], start, end, words: releaseOf(i).text.slice(start, end) }));
}

/** Draw the arcs of a number over its text. */
function drawArcs(text, i) {
  const arcs = text.querySelector(".arcs");
  const box = text.getBoundingClientRect();
  arcs.replaceChildren();
  arcs.setAttribute("width", text.clientWidth);
  arcs.setAttribute("height", text.scrollHeight);
  const place = (start) => {
    const rect = text.querySelector(`[data-start="${start}"]`)?.getClientRects()[0];
    return rect && { x: rect.left - box.left + rect.width / 2, y: rect.top - box.top };
  };
  const from = place(fact.start(i));
  if (!from) return;
  const pieces = [...text.querySelectorAll("[data-start]")];
  for (const { type, start, end } of relationsOf(i)) {
    const to = place(start);
    if (!to) continue;
    for (const piece of pieces) if (start <= piece.dataset.start && piece.dataset.start < end) piece.classList.add("linked");
    const rise = 14 + Math.min(34, Math.abs(to.x - from.x) / 9);
    const top = Math.min(from.y, to.y) - rise;
    arcs.append(
      svg("path", { class: `arc a-${type}`, d: `M${from.x},${from.y} C${from.x},${top} ${to.x},${top} ${to.x},${to.y}` }),
      svg("circle", { class: `dot a-${type}`, cx: to.x, cy: to.y, r: 3 }),
      svg("text", { class: `label a-${type}`, x: to.x, y: to.y - 5 }, RELATION_NAMES[type]));
  }
}
