// One row of the desk: its state, its source, its cells and, where selected, what to do.

import { make, percent, plain, say } from "./dom.js";
import { around, charactersOf, strip } from "./strip.js";

/** Draw a row. `view` says what the desk shows: columns, movable, selected, column (active border). */
export function rowOf(row, place, view) {
  const selected = view.selected === row.start;
  const state = stateName(row);
  const box = make("div", {
    class: `row ${row.kind} ${state}${selected ? " selected" : ""}`,
    role: "row",
    "aria-rowindex": place + 2,
    "data-start": row.start,
    "data-place": place,
  });
  box.append(stateOf(row, state), sourceOf(row, view, selected), ...cellsOf(row, view));
  if (selected) box.append(toolsOf(row, view, place));
  return box;
}

/** A row far from sight: its state and its source, in plain words. */
export function lightRow(row, place) {
  const facts = { class: `row light ${row.kind} ${stateName(row)}`, role: "row", "aria-rowindex": place + 2, "data-start": row.start, "data-place": place };
  return make("div", facts, stateOf(row, stateName(row)), make("div", { class: "source", role: "cell", lang: "zh" }, plain(row.source)));
}

const LINE = 30.5; // pixels of a line of source, and of a cell
const CELL = 23.6;
const CHARACTER = 15.5;
const ROOM = 18; // pixels that a cell keeps free at its sides, above and below

/** How high a row will be, as far as its lengths tell: what is far is not laid out. `names`: the header's row. */
export function heights(names) {
  const [, source, ...columns] = Array.from(names.children, (one) => Math.max(one.offsetWidth - ROOM, CHARACTER));
  const lines = (length, width) => Math.ceil((length * CHARACTER) / width) || 1;
  return (row) => {
    const cells = row.cells.map(([text], at) => lines(text.length, columns[at] ?? source) * CELL);
    return ROOM + Math.max(lines(row.source.length, source) * LINE, ...(row.kind === "heading" ? [] : cells));
  };
}

function stateName(row) {
  return row.review ? "check" : row.accepted ? "settled" : "sure";
}

function stateOf(row, state) {
  const number = row.kind === "heading" ? say("heading") : plain(row.cells[0]?.[0] ?? "").slice(0, 8);
  const mark = { check: "?", settled: "✓", sure: "" }[state];
  return make("div", { class: "state", role: "cell" },
    make("span", { class: "number" }, number),
    make("span", { class: "mark" }, mark ? `${mark} ${say(`state.${state}`)}` : say(`state.${state}`)));
}

function sourceOf(row, view, selected) {
  const live = view.movable && row.kind === "task" && row.end > row.start;
  return make("div", { class: "source", role: "cell" },
    strip(row, view.columns, live, selected ? view.column : 0));
}

function cellsOf(row, view) {
  if (row.kind === "heading") {
    const facts = { class: "cell wide", role: "cell", "aria-colspan": view.columns.length, lang: "zh" };
    return [make("div", facts, plain(row.cells[0][0]))];
  }
  return row.cells.map(([text, why, sure], column) => {
    const unsure = row.doubtful.includes(column);
    const facts = { class: `cell c${column % 8}${unsure ? " unsure" : ""}`, role: "cell", lang: "zh" };
    const doubt = unsure && make("span", { class: "doubt", title: reason(why, sure) }, say("doubt", { share: percent(sure) }));
    return make("div", facts, doubt, text ? plain(text) : make("span", { class: "empty" }, say("empty")));
  });
}

function reason(why, sure) {
  return say("reason", { why: say(`why.${why}`), share: percent(sure) });
}

/** What can be done with the selected row, and why it is doubtful. */
function toolsOf(row, view, place) {
  const box = make("div", { class: "tools", role: "cell", "aria-colspan": view.columns.length + 2 });
  box.append(buttons(row, view, place));
  if (row.review) box.append(...doubts(row, view));
  if (view.movable) box.append(...row.readings.map((reading, at) => otherReading(row, view, reading, at)));
  return box;
}

/** Why a row is doubtful: one line for each reason. */
function doubts(row, view) {
  const reasons = new Map();
  for (const column of row.doubtful) {
    const [, why, sure] = row.cells[column];
    const name = say("share", { column: plain(view.columns[column]), share: percent(sure) });
    reasons.set(why, [...(reasons.get(why) ?? []), name]);
  }
  return Array.from(reasons, ([why, names]) => make("p", { class: "why" },
    say("look", { columns: names.join(say("comma")), why: say(`why.${why}`) })));
}

function otherReading(row, view, reading, at) {
  const places = [row.start, ...reading.cuts, row.end];
  const differs = row.cuts.map((cut, i) => [cut, reading.cuts[i], i + 1]).filter(([a, b]) => a !== b);
  const lines = differs.map(([, there, column]) => begin(row, plain(view.columns[column]), there, places[column + 1]));
  return make("p", { class: "reading" },
    make("button", { type: "button", "data-do": "reading", "data-at": at },
      say("other", { share: percent(reading.chance), key: at + 1 })),
    make("span", {}, lines.join(say("semicolon"))));
}

function begin(row, column, at, end) {
  if (at >= end) return say("nothing.there", { column });
  const from = at - row.start;
  const text = charactersOf(row).slice(from, Math.min(from + 12, end - row.start)).join("");
  return say("begins", { column, text: plain(text).trim() });
}

function buttons(row, view, place) {
  const made = [button(row.accepted ? "reopen" : "accept", "primary")];
  if (view.movable) {
    if (row.kind === "task" && view.column) made.push(button("split", "", around(row, row.cuts[view.column - 1] - row.start)));
    if (place) made.push(button("join"));
    made.push(button(row.kind === "heading" ? "task" : "heading"));
  }
  if (row.kind === "task") made.push(make("span", { class: "hint" }, say(view.movable ? "hint" : "hint.fixed")));
  return make("div", { class: "buttons" }, ...made);
}

function button(what, kind = "", title = undefined) {
  return make("button", { type: "button", class: kind, "data-do": what, title }, say(`do.${what}`));
}
