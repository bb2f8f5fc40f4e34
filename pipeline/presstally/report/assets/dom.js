// Elements are made of names and texts only; no text of a release ever becomes markup.
const SVG_SPACE = "http://www.w3.org/2000/svg";

/** Make an element. Names that begin with "on" are listeners; null and false leave an attribute out. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG_SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A link to an address on the web, or plain words where it is none: a release may say anything. */
function webLink(address, words) {
  let scheme = "";
  try {
    scheme = new URL(address).protocol;
  } catch {
    return document.createTextNode(words);
  }
  if (scheme !== "https:" && scheme !== "http:") return document.createTextNode(words);
  return h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words);
}

function plainTable(head, rows, numeric = []) {
  const side = (i) => (numeric.includes(i) ? "number" : null);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": head.join(", ") },
    h("table", {},
      h("thead", {}, h("tr", {}, head.map((words, i) => h("th", { scope: "col", class: side(i) }, words)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => h("td", { class: side(i) }, cell ?? "")))))));
}

/** Call `action` when calls have ceased for `wait` milliseconds. */
function settle(action, wait) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
}

/** Show rows of a list by portions; the rest comes with a button. */
function portions(items, make, size = 50) {
  const list = h("div", {});
  let shown = 0;
  const more = h("button", { type: "button", class: "more", onclick: () => add(true) });
  function add(focus) {
    const next = items.slice(shown, shown + size).map(make);
    shown += next.length;
    list.append(...next);
    more.textContent = `Show more (${(items.length - shown).toLocaleString("en")} left)`;
    more.hidden = shown >= items.length;
    if (focus) next[0]?.querySelector("a")?.focus();
  }
  add(false);
  return h("div", {}, list, more);
}
