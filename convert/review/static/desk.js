// The desk: one report, its rows, and what a person does with them.

import { headOf, toolbar } from "./head.js";
import { make, plain, say, tell, warn } from "./dom.js";
import { around, moved, placeAt, step } from "./strip.js";
import { post } from "./server.js";
import { rowOf } from "./row.js";

const PATIENCE = 350; // milliseconds without another move before a border is sent

export class Desk {
  constructor(key, report, neighbours) {
    Object.assign(this, { key, report, neighbours });
    this.selected = null;
    this.column = 0;
    this.pending = null; // a border that has moved here, but is not sent yet
    this.queue = Promise.resolve();
    this.box = make("div", { class: "desk" });
    this.listen();
    this.draw();
  }

  get rows() {
    return this.report.rows;
  }

  // --- drawing

  draw() {
    const { columns } = this.report;
    this.table = make("div", { class: "table", role: "table", "aria-label": say("table"), "aria-rowcount": this.rows.length + 1 });
    this.table.style.setProperty("--columns", columns.length);
    const numbered = this.rows.every((row) => row.kind === "heading" || row.cells[0]?.[0].length <= 6);
    this.table.classList.toggle("numbered", numbered);
    this.head = make("div", { class: "head" });
    this.bar = make("div", { class: "bar" });
    this.box.replaceChildren(this.head, this.table);
    this.drawHead();
    this.elements = this.rows.map((row, place) => this.drawn(row, place));
    this.body = make("div", { role: "rowgroup", class: "rows" }, ...this.elements);
    this.table.append(this.columnsRow(), this.body);
  }

  drawHead() {
    this.head.replaceChildren(...headOf(this.report, (asked) => this.order(asked)));
    document.getElementById("bar").replaceChildren(...toolbar(this));
    document.title = `${this.report.left ? `(${this.report.left}) ` : ""}${plain(this.report.name)} · ${say("name")}`;
  }

  columnsRow() {
    const names = this.report.columns.map((name, at) => make("div", { class: `name c${at % 8}`, role: "columnheader" },
      make("input", { type: "text", value: name, "aria-label": say("column", { at: at + 1 }), maxlength: 200, lang: "zh", "data-name": at,
        onchange: (event) => this.order({ do: "column", at, text: event.target.value }) })));
    return make("div", { role: "rowgroup", class: "names" }, make("div", { class: "row", role: "row", "aria-rowindex": 1 },
      make("div", { class: "name", role: "columnheader" }, say("state")),
      make("div", { class: "name", role: "columnheader" }, say("source")), ...names));
  }

  drawn(row, place) {
    return rowOf(row, place, { columns: this.report.columns, movable: this.report.movable, selected: this.selected, column: this.column });
  }

  redraw(place) {
    const focused = this.elements[place].contains(document.activeElement) && document.activeElement.dataset;
    const fresh = this.drawn(this.rows[place], place);
    this.elements[place].replaceWith(fresh);
    this.elements[place] = fresh;
    if (focused) this.focus(place, focused.do);
  }

  focus(place, button) {
    const box = this.elements[place];
    const target = (button && box.querySelector(`[data-do="${button}"]`)) || box.querySelector('.handle[tabindex="0"]') || box.querySelector("button");
    target?.focus({ preventScroll: true });
  }

  // --- selecting

  placeOf(start) {
    return this.rows.findIndex((row) => row.start === start && row.end > start);
  }

  select(place, { column, focus = true, scroll = true } = {}) {
    const row = this.rows[place];
    if (!row) return;
    const before = this.placeOf(this.selected);
    this.selected = row.start;
    this.column = column ?? this.firstDoubt(row);
    if (before >= 0 && before !== place) this.redraw(before);
    this.redraw(place);
    const box = this.elements[place];
    if (scroll) box.scrollIntoView({ block: "nearest" });
    if (focus) this.focus(place);
  }

  /** The border to look at first: the left one of the least sure cell. */
  firstDoubt(row) {
    if (row.kind === "heading" || row.cells.length < 2) return 0;
    const sure = (column) => row.cells[column][2];
    const worst = row.doubtful.reduce((a, b) => (sure(b) < sure(a) ? b : a), row.doubtful[0] ?? 1);
    return Math.max(1, worst);
  }

  nextDoubt(way = 1) {
    const count = this.rows.length;
    const at = this.placeOf(this.selected);
    const from = at < 0 ? (way > 0 ? -1 : count) : at;
    for (let i = 1; i <= count; i += 1) {
      const place = (((from + way * i) % count) + count) % count;
      if (this.rows[place].review) return place;
    }
    return -1;
  }

  goNext(way = 1) {
    const place = this.nextDoubt(way);
    if (place < 0) {
      tell(say("clean"));
      document.querySelector('[data-do="take"]')?.focus();
      return;
    }
    this.select(place);
    const row = this.rows[place];
    tell(say("at", { row: plain(row.cells[0][0]).slice(0, 8) || place + 1, left: this.report.left }));
  }

  // --- ordering

  /** Send what a person asks for, after all that he asked before. */
  order(asked, then) {
    if (asked.do !== "border") this.send();
    this.queue = this.queue.then(() => this.sent(asked)).then(() => then?.());
    return this.queue;
  }

  async sent(asked) {
    document.body.classList.add("busy");
    try {
      const told = await post(`reports/${this.key}`, asked);
      warn();
      this.take(told);
    } catch (error) {
      warn(error.message);
      this.drawHead();
      const place = this.placeOf(this.selected);
      if (place >= 0 && this.confirmed) this.restore(place);
    } finally {
      document.body.classList.remove("busy");
    }
  }

  /** The row as the server has it, after an order that was refused. */
  restore(place) {
    if (this.confirmed.start === this.rows[place].start) this.rows[place] = this.confirmed;
    this.confirmed = null;
    this.redraw(place);
  }

  /** Show what the server says has changed. */
  take(told) {
    const { changed, ...state } = told;
    const { at, drop, rows } = changed;
    const renamed = String(state.columns) !== String(this.report.columns);
    const place = this.placeOf(this.selected);
    const focused = place >= 0 && this.elements[place].contains(document.activeElement);
    const button = focused && document.activeElement.dataset.do;
    Object.assign(this.report, state);
    this.confirmed = null;
    this.rows.splice(at, drop, ...rows);
    if (this.pending) this.overlay();
    if (!this.rows.some((row) => row.start === this.selected)) this.selected = this.rows[Math.min(at, this.rows.length - 1)]?.start ?? null;
    const fresh = this.rows.slice(at, at + rows.length).map((row, i) => this.drawn(row, at + i));
    this.elements.splice(at, drop, ...fresh).forEach((old) => old.remove());
    const next = this.elements[at + rows.length];
    fresh.forEach((one) => this.body.insertBefore(one, next ?? null));
    if (drop !== rows.length) this.renumber(at);
    this.drawHead();
    if (renamed) this.renamed();
    if (focused && this.placeOf(this.selected) >= 0) this.focus(this.placeOf(this.selected), button);
  }

  renumber(from) {
    this.elements.slice(from).forEach((one, i) => {
      one.dataset.place = from + i;
      one.setAttribute("aria-rowindex", from + i + 2);
    });
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
  }

  renamed() {
    this.report.columns.forEach((name, at) => {
      const input = this.table.querySelector(`[data-name="${at}"]`);
      if (input !== document.activeElement) input.value = name;
    });
    const place = this.placeOf(this.selected);
    if (place >= 0) this.redraw(place);
  }

  /** A border that moved here while an answer was under way stays where it is. */
  overlay() {
    const place = this.placeOf(this.pending.row);
    if (place >= 0) this.rows[place] = moved(this.rows[place], this.pending.column, this.pending.at);
  }

  /** Move a border here at once; it is sent when the person pauses. */
  move(place, column, at) {
    const row = this.rows[place];
    const there = Math.max(row.start, Math.min(row.end, at));
    if (there === row.cuts[column - 1]) return;
    if (this.pending && (this.pending.row !== row.start || this.pending.column !== column)) this.send();
    this.confirmed ??= row;
    this.rows[place] = moved(row, column, there);
    this.column = column;
    this.selected = row.start;
    this.redraw(place);
    this.focus(place);
    clearTimeout(this.timer);
    this.pending = { do: "border", row: row.start, column, at: there };
    this.timer = setTimeout(() => this.send(), PATIENCE);
    tell(around(this.rows[place], there - row.start));
  }

  send() {
    clearTimeout(this.timer);
    if (!this.pending) return;
    const asked = this.pending;
    this.pending = null;
    this.order(asked);
  }

  accept() {
    const place = this.placeOf(this.selected);
    if (place < 0) return;
    const row = this.rows[place].start;
    this.order({ do: "accept", row }, () => {
      this.goNext();
    });
  }

  undo() {
    if (this.pending || this.report.steps) this.order({ do: "undo" }, () => tell(say("undone")));
    else tell(say("nothing"));
  }

  redo() {
    if (this.report.ahead) this.order({ do: "redo" }, () => tell(say("redone")));
    else tell(say("nothing"));
  }

  /** What a button of the selected row, or its key, stands for. */
  act(what, at) {
    const place = this.placeOf(this.selected);
    const row = this.rows[place];
    if (!row) return;
    const start = row.start;
    if (what === "accept") this.accept();
    if (what === "reopen") this.order({ do: "accept", row: start, accepted: false });
    if (what === "reading" && row.readings[at]) this.order({ do: "reading", row: start, cuts: row.readings[at].cuts }, () => this.goNext());
    if (!this.report.movable) return;
    if (what === "split" && row.kind === "task") this.split(row);
    if (what === "join" && place) {
      const above = this.rows[place - 1].start;
      this.order({ do: "join", row: start }, () => this.select(this.placeOf(above)));
    }
    if (what === "heading" || what === "task") this.order({ do: "kind", row: start, kind: what });
  }

  split(row) {
    const at = this.column ? row.cuts[this.column - 1] : row.start;
    if (at > row.start && at < row.end) this.order({ do: "split", row: row.start, at });
    else tell(say("no.split"));
  }

  // --- mouse

  listen() {
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.addEventListener("pointerdown", (event) => this.grasped(event));
    this.box.addEventListener("focusin", (event) => this.focused(event));
  }

  /** The border in focus is the one that keys, clicks and buttons mean. */
  focused(event) {
    const handle = event.target.closest(".row.selected .handle");
    if (!handle || Number(handle.dataset.column) === this.column) return;
    const before = handle.parentElement.querySelector('.handle[tabindex="0"]');
    before?.setAttribute("tabindex", -1);
    handle.setAttribute("tabindex", 0);
    this.column = Number(handle.dataset.column);
  }

  clicked(event) {
    const box = event.target.closest(".row[data-place]");
    if (!box) return;
    const place = Number(box.dataset.place);
    const button = event.target.closest("button[data-do]");
    if (button) {
      this.act(button.dataset.do, Number(button.dataset.at));
      return;
    }
    const row = this.rows[place];
    const strip = event.target.closest(".strip");
    if (this.selected !== row.start) this.select(place, { scroll: false });
    else if (strip && this.report.movable && row.kind === "task" && !event.target.closest(".handle")) {
      const at = placeAt(strip, event.clientX, event.clientY);
      if (at !== null) this.move(place, this.nearest(row, row.start + at), row.start + at);
    }
  }

  /** The border that a click at a place means: the one in focus if it is a neighbour, else the nearest. */
  nearest(row, at) {
    const cell = row.cuts.filter((cut) => cut <= at).length;
    if (this.column === cell || this.column === cell + 1) return this.column;
    const far = (column) => Math.abs(row.cuts[column - 1] - at);
    return row.cuts.map((_, i) => i + 1).reduce((a, b) => (far(b) < far(a) ? b : a));
  }

  grasped(event) {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    event.preventDefault();
    const place = Number(handle.closest(".row").dataset.place);
    const column = Number(handle.dataset.column);
    this.select(place, { column, scroll: false });
    this.drag(place, column);
  }

  drag(place, column) {
    const start = this.rows[place].start;
    document.body.classList.add("dragging");
    const over = (event) => {
      const strip = this.elements[place].querySelector(".strip");
      const at = placeAt(strip, event.clientX, event.clientY);
      if (at !== null) this.move(place, column, start + at);
    };
    const end = () => {
      document.body.classList.remove("dragging");
      document.removeEventListener("pointermove", over);
      this.send();
    };
    document.addEventListener("pointermove", over);
    document.addEventListener("pointerup", end, { once: true });
    document.addEventListener("pointercancel", end, { once: true });
  }

  // --- keyboard

  press(event) {
    const place = this.placeOf(this.selected);
    const row = this.rows[place];
    const handle = event.target.closest?.(".handle");
    if (handle && this.arrow(event, place, Number(handle.dataset.column))) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return this.chord(event);
    if (event.key === "Enter" && !event.target.closest("button, a, summary")) return row ? (this.accept(), true) : false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return this.walk(event.key === "ArrowDown" ? 1 : -1, place, event);
    if (/^[1-3]$/.test(event.key)) return this.act("reading", Number(event.key) - 1), true;
    const what = { n: "next", p: "last", u: "undo", y: "redo", s: "split", j: "join" }[event.key.toLowerCase()];
    if (!what) return false;
    if (what === "next" || what === "last") this.goNext(what === "next" ? 1 : -1);
    else if (what === "undo" || what === "redo") this[what]();
    else this.act(what);
    return true;
  }

  chord(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? this.redo() : this.undo(), true;
    if (key === "y") return this.redo(), true;
    return false;
  }

  arrow(event, place, column) {
    const row = this.rows[place];
    const at = row.cuts[column - 1] - row.start;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way) this.move(place, column, row.start + step(row, at, way > 0, event.ctrlKey || event.metaKey));
    else if (event.key === "Home") this.move(place, column, row.start);
    else if (event.key === "End") this.move(place, column, row.end);
    else if (event.key === "Tab" && !event.ctrlKey) return this.tab(event.shiftKey ? -1 : 1, place, column);
    else return false;
    return true;
  }

  /** Tab goes from border to border, and out of the row behind the last one. */
  tab(way, place, column) {
    const next = column + way;
    if (next < 1 || next >= this.report.columns.length) return false;
    this.select(place, { column: next, scroll: false });
    return true;
  }

  walk(way, place, event) {
    if (event.target.closest("input, textarea, select, dialog")) return false;
    const next = place < 0 ? 0 : place + way;
    if (!this.rows[next]) return false;
    this.select(next);
    return true;
  }
}
