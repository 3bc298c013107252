// The desk: one report, its rows, and what is asked of the server about them.

import { make, plain, say, tell, untell, warn } from "./dom.js";
import { Head, Toolbar } from "./head.js";
import { heights, lightRow, rowOf } from "./row.js";
import { around, moved } from "./strip.js";
import { Rows } from "./rows.js";
import { listen } from "./hands.js";
import { post } from "./server.js";

const SLOW = 600; // milliseconds before a person is told that the server is at work
const PATIENCE = 350; // milliseconds without another move before a border is sent

export class Desk {
  constructor(key, report, neighbours) {
    Object.assign(this, { key, report, neighbours });
    this.selected = null; // where the selected row starts
    this.column = 0; // the border that keys, clicks and buttons mean
    this.pending = null; // a border that has moved here, but is not sent yet
    this.held = false; // whether the mouse holds that border: it is sent when let go, as one step
    this.confirmed = null; // the row with that border, as the server has it
    this.queue = Promise.resolve();
    this.box = make("div", { class: "desk" });
    listen(this);
  }

  get rows() {
    return this.report.rows;
  }

  /** Where the selected row is among the rows; -1 without one. */
  get place() {
    return this.placeOf(this.selected);
  }

  placeOf(start) {
    return this.rows.findIndex((row) => row.start === start && row.end > start);
  }

  // --- drawing

  /** Draw the whole desk; its box must be on the page, as widths are measured. */
  draw() {
    const { columns } = this.report;
    this.toolbar = new Toolbar(this);
    this.head = new Head(this.report, (asked) => this.order(asked));
    this.table = make("div", { class: "table", role: "table", "aria-label": say("table"), "aria-colcount": columns.length + 2 });
    this.table.style.setProperty("--columns", columns.length);
    this.table.classList.toggle("numbered", this.rows.every((row) => row.kind === "heading" || row.cells[0]?.[0].length <= 6));
    const names = this.columnsRow();
    this.table.append(names);
    this.box.replaceChildren(this.head.box, this.table);
    const height = heights(names.firstElementChild);
    this.list = new Rows(this.rows.length, (place, whole) => this.drawn(place, whole), (place) => height(this.rows[place]));
    this.table.append(this.list.box);
    this.told();
  }

  columnsRow() {
    const names = this.report.columns.map((name, at) => make("div", { class: `name c${at % 8}`, role: "columnheader" },
      make("input", { type: "text", value: name, "aria-label": say("column", { at: at + 1 }), title: say("column.edit"), maxlength: 200, lang: "zh", "data-name": at,
        onchange: (event) => this.order({ do: "column", at, text: event.target.value }) })));
    return make("div", { role: "rowgroup", class: "names" }, make("div", { class: "row", role: "row", "aria-rowindex": 1 },
      make("div", { class: "name", role: "columnheader" }, say("state")),
      make("div", { class: "name", role: "columnheader" }, say(this.report.movable ? "source" : "source.fixed")), ...names));
  }

  /** The element of a row: whole where it is near, or selected. */
  drawn(place, whole) {
    const row = this.rows[place];
    if (!whole && row.start !== this.selected) return lightRow(row, place);
    return rowOf(row, place, { columns: this.report.columns, movable: this.report.movable, selected: this.selected, column: this.column });
  }

  /** Show what the report says of itself: in the tool bar, above the table, in the window's title. */
  told() {
    this.toolbar.update();
    this.head.update(this.report);
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    document.title = `${this.report.left ? `(${this.report.left}) ` : ""}${plain(this.report.name)} · ${say("name")}`;
  }

  /** Draw a row anew, the focus in it where it was. */
  redraw(place) {
    const focused = this.list.elements[place].contains(document.activeElement) && document.activeElement.dataset;
    this.list.draw(place);
    if (focused) this.focus(place, focused.do);
  }

  focus(place, button) {
    const box = this.list.elements[place];
    const target = (button && box.querySelector(`[data-do="${button}"]`)) || box.querySelector('.handle[tabindex="0"]') || box.querySelector("button");
    target?.focus({ preventScroll: true });
  }

  // --- selecting

  select(place, { column, focus = true, scroll = true } = {}) {
    const row = this.rows[place];
    if (!row) return;
    const before = this.place;
    this.selected = row.start;
    this.column = column ?? firstDoubt(row);
    if (before >= 0 && before !== place) this.redraw(before);
    if (scroll) this.list.reveal(place);
    this.redraw(place);
    if (scroll) this.list.elements[place].scrollIntoView({ block: "nearest" });
    if (focus) this.focus(place);
  }

  /** Go to the first doubtful row; without one, to what comes next for a person. */
  begin() {
    if (this.report.left) this.goNext();
    else {
      tell(say("clear"));
      this.toolbar.focusTake();
    }
  }

  nextDoubt(way = 1) {
    const count = this.rows.length;
    const from = this.place < 0 ? (way > 0 ? -1 : count) : this.place;
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
      this.toolbar.focusTake();
      return;
    }
    this.select(place);
    tell(say("at", { row: plain(this.rows[place].cells[0][0]).slice(0, 8) || place + 1, left: this.report.left }));
  }

  // --- ordering

  /** Send what a person asks for, after all that he asked before. */
  order(asked, then) {
    if (asked.do !== "border") this.send();
    this.queue = this.queue.then(() => this.sent(asked)).then((done) => done && then?.());
    return this.queue;
  }

  /** Whether the server has done it. */
  async sent(asked) {
    document.body.classList.add("busy");
    const slow = setTimeout(() => tell(say("working"), true), SLOW);
    try {
      const told = await post(`reports/${this.key}`, asked);
      warn();
      this.take(told);
      return true;
    } catch (error) {
      warn(error.message);
      this.told();
      if (this.place >= 0 && this.confirmed) this.restore(this.place);
      return false;
    } finally {
      clearTimeout(slow);
      untell(say("working"));
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
  take({ changed, ...state }) {
    const { at, drop, rows } = changed;
    const renamed = String(state.columns) !== String(this.report.columns);
    const focused = this.place >= 0 && this.list.elements[this.place].contains(document.activeElement);
    const button = focused && document.activeElement.dataset.do;
    Object.assign(this.report, state);
    this.confirmed = null;
    this.rows.splice(at, drop, ...rows);
    if (this.pending) this.overlay();
    if (this.place < 0) this.selected = this.rows[Math.min(at, this.rows.length - 1)]?.start ?? null;
    this.list.splice(at, drop, rows.length);
    this.told();
    if (renamed) this.renamed();
    if (focused && this.place >= 0) this.focus(this.place, button);
  }

  renamed() {
    this.report.columns.forEach((name, at) => {
      const input = this.table.querySelector(`[data-name="${at}"]`);
      if (input !== document.activeElement) input.value = name;
    });
    if (this.place >= 0) this.redraw(this.place);
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
    if (!this.held) this.timer = setTimeout(() => this.send(), PATIENCE);
    tell(around(this.rows[place], there - row.start));
  }

  /** Send the border that has moved, if one has. */
  send() {
    clearTimeout(this.timer);
    if (!this.pending) return;
    const asked = this.pending;
    this.pending = null;
    this.order(asked);
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
    const row = this.rows[this.place];
    if (!row) return;
    const start = row.start;
    if (what === "accept") this.order({ do: "accept", row: start }, () => this.goNext());
    if (what === "reopen") this.order({ do: "accept", row: start, accepted: false });
    if (!this.report.movable) return;
    if (what === "reading" && row.readings[at]) this.order({ do: "reading", row: start, cuts: row.readings[at].cuts }, () => this.goNext());
    if (what === "split" && row.kind === "task") this.split(row);
    if (what === "join") this.join(start);
    if (what === "heading" || what === "task") this.order({ do: "kind", row: start, kind: what });
  }

  split(row) {
    const at = this.column ? row.cuts[this.column - 1] : row.start;
    if (at > row.start && at < row.end) this.order({ do: "split", row: row.start, at });
    else tell(say("no.split"));
  }

  join(start) {
    const above = this.rows[this.place - 1];
    if (above) this.order({ do: "join", row: start }, () => this.select(this.placeOf(above.start)));
  }
}

/** The border to look at first: the left one of the least sure cell. */
function firstDoubt(row) {
  if (row.kind === "heading" || row.cells.length < 2) return 0;
  const sure = (column) => row.cells[column][2];
  const worst = row.doubtful.reduce((a, b) => (sure(b) < sure(a) ? b : a), row.doubtful[0] ?? 1);
  return Math.max(1, worst);
}
