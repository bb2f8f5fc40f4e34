// A table of any length: only the rows in view are drawn.
const MARGIN = 12;
const PRINTED = 1000;
let liveTables = [];

class RowTable {
  /** `columns`: {head, name, cell(row), order(row), number}; `rows`: what `cell` and `order` take. */
  constructor(label, columns, rows, sorted) {
    this.columns = columns;
    this.drawn = new Map();
    this.sorted = sorted ?? { name: null, down: false };
    this.head = h("div", { class: "row head", role: "row", "aria-rowindex": 1 });
    this.body = h("div", { class: "rows", role: "rowgroup", onkeydown: (event) => this.move(event) });
    this.told = h("p", { class: "printed" });
    const kind = `grid ${columns.map((column) => column.name).join(" ")}`;
    this.element = h("div", { class: kind, role: "table", "aria-label": label },
      h("div", { role: "rowgroup", class: "heads" }, this.head), this.body, this.told);
    this.element.dataset.columns = columns.length;
    this.setRows(rows);
    liveTables.push(this);
  }

  setRows(rows) {
    this.rows = [...rows];
    this.element.setAttribute("aria-rowcount", rows.length + 1);
    this.sort();
  }

  sort() {
    const column = this.columns.find((one) => one.name === this.sorted.name);
    if (column) {
      const sign = this.sorted.down ? -1 : 1;
      const keys = new Map(this.rows.map((row) => [row, column.order(row)]));
      this.rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
    }
    this.drawHead();
    this.drawn.forEach((row) => row.remove());
    this.drawn.clear();
    this.draw();
  }

  drawHead() {
    this.head.replaceChildren(...this.columns.map((column) => {
      const own = this.sorted.name === column.name;
      const order = own ? (this.sorted.down ? "descending" : "ascending") : null;
      const cell = { role: "columnheader", "aria-sort": order, class: `cell ${column.name} ${column.number ? "number" : ""}` };
      if (!column.order) return h("div", cell, column.head);
      return h("div", cell, h("button", { type: "button", onclick: () => this.turn(column.name) }, column.head));
    }));
  }

  turn(name) {
    this.sorted = { name, down: this.sorted.name === name && !this.sorted.down };
    this.sort();
    this.head.querySelector(`.${name} button`).focus();
  }

  height() {
    if (!this.drawn.size && this.rows.length) this.drawn.set(0, this.body.appendChild(this.makeRow(0)));
    return this.drawn.values().next().value?.offsetHeight || 40;
  }

  draw() {
    if (!this.element.isConnected) return;
    const height = this.height();
    const top = -this.body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / height) - MARGIN);
    const last = Math.min(this.rows.length, Math.ceil((top + innerHeight) / height) + MARGIN);
    this.body.style.height = `${this.rows.length * height}px`;
    this.drawRows(first, last, height);
  }

  drawRows(first, last, height) {
    const held = document.activeElement?.closest?.(".row");
    for (const [i, row] of this.drawn) {
      if ((i < first || i >= last) && row !== held) {
        row.remove();
        this.drawn.delete(i);
      }
    }
    let next = this.body.firstElementChild;
    for (let i = first; i < last; i++) {
      while (next && Number(next.dataset.i) < i) next = next.nextElementSibling;
      let row = this.drawn.get(i);
      if (!row) {
        row = this.makeRow(i);
        this.drawn.set(i, row);
        this.body.insertBefore(row, next);
      }
      if (row === next) next = next.nextElementSibling;
      row.style.top = `${i * height}px`;
    }
  }

  makeRow(i) {
    const row = h("div", { class: "row", role: "row", "aria-rowindex": i + 2 }, this.columns.map((column) =>
      h("div", { role: "cell", "data-head": column.head, class: `cell ${column.name} ${column.number ? "number" : ""}` }, column.cell(this.rows[i]) ?? "")));
    row.dataset.i = i;
    return row;
  }

  /** Arrows, Page, Home and End go from row to row. */
  move(event) {
    const row = event.target.closest(".row");
    const page = Math.max(1, Math.floor(innerHeight / this.height()) - 3);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (!row || !(event.key in steps)) return;
    event.preventDefault();
    const wanted = Number(row.dataset.i) + steps[event.key];
    this.focus(Math.min(this.rows.length - 1, Math.max(0, wanted)));
  }

  focus(i) {
    const height = this.height();
    const at = this.body.getBoundingClientRect().top + i * height;
    if (at < 3 * height || at > innerHeight - 2 * height) scrollBy(0, at - innerHeight / 2);
    this.draw();
    this.drawn.get(i)?.querySelector("a, button")?.focus({ preventScroll: true });
  }

  print() {
    this.drawRows(0, Math.min(PRINTED, this.rows.length), this.height());
    const more = this.rows.length > PRINTED;
    this.told.textContent = more ? `The first ${PRINTED} of ${showNumber(this.rows.length)} rows.` : "";
  }
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined || a === "") return 1;
  if (b === null || b === undefined || b === "") return -1;
  return a < b ? -1 : 1;
}

let waiting = false;
function drawTables() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    liveTables.forEach((table) => table.draw());
  });
}
addEventListener("scroll", drawTables, { passive: true });
addEventListener("resize", drawTables);
addEventListener("beforeprint", () => liveTables.forEach((table) => table.print()));
addEventListener("afterprint", drawTables);
