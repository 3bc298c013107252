// The source of one row: its cells in colour, a handle at each border.

import { make, say, shown } from "./dom.js";

const PAUSE = /[。；;，,、！？!?：:\n]/u;

/** The row's characters; all places on the page count these, not UTF-16 units. */
export function charactersOf(row) {
  row.characters ??= Array.from(row.source);
  return row.characters;
}

/** Draw the strip of a row. `live` strips have handles that can be moved. */
export function strip(row, columns, live, active) {
  const box = make("div", { class: "strip", lang: "zh" });
  if (row.kind === "heading" || !live) {
    coloured(box, row);
    return box;
  }
  const places = [row.start, ...row.cuts, row.end];
  for (let column = 0; column < columns.length; column += 1) {
    if (column) box.append(handle(row, columns, column, active === column));
    segment(box, row, column, places[column], places[column + 1]);
  }
  return box;
}

function segment(box, row, column, start, end) {
  const from = start - row.start;
  const text = shown(charactersOf(row).slice(from, end - row.start));
  box.append(make("span", { class: `part c${column % 8}`, "data-from": from, "data-empty": text ? false : say("gap") }, text));
}

/** Cells that cannot be moved: as they lie in the source, with what stands between them. */
function coloured(box, row) {
  const spans = row.cells.map((cell, column) => [cell[3], column]).filter(([span]) => span);
  spans.sort((a, b) => a[0][0] - b[0][0]);
  let at = row.start;
  for (const [[start, end], column] of spans) {
    if (start > at) box.append(shown(charactersOf(row).slice(at - row.start, start - row.start)));
    segment(box, row, column, start, end);
    at = end;
  }
}

function handle(row, columns, column, active) {
  const at = row.cuts[column - 1] - row.start;
  const unsure = row.doubtful.includes(column) && row.cells[column - 1][1] !== "number";
  const fixed = row.pinned.includes(column);
  const names = { left: columns[column - 1], right: columns[column] };
  const kind = `${unsure ? " unsure" : ""}${fixed ? " fixed" : ""}`;
  return make("span", {
    class: `handle${kind}`,
    role: "slider",
    tabindex: active ? 0 : -1,
    "data-column": column,
    "aria-label": say("border", names),
    "aria-orientation": "horizontal",
    "aria-valuemin": 0,
    "aria-valuemax": row.end - row.start,
    "aria-valuenow": at,
    "aria-valuetext": around(row, at),
    title: say("border", names),
  });
}

/** The words on both sides of a place. */
export function around(row, at) {
  const characters = charactersOf(row);
  const before = shown(characters.slice(Math.max(0, at - 6), at)).trim() || say("start");
  const behind = shown(characters.slice(at, at + 6)).trim() || say("end");
  return say("between", { before, behind });
}

/** The place among the row's characters that is nearest to a point of the screen; null for none. */
export function placeAt(box, x, y) {
  const [node, offset] = caret(x, y);
  const part = node?.parentElement?.closest(".part");
  if (!part || !box.contains(part)) return null;
  const before = Array.from(part.textContent.slice(0, offset)).length;
  return Number(part.dataset.from) + before;
}

function caret(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return [found?.offsetNode, found?.offset ?? 0];
  }
  const range = document.caretRangeFromPoint(x, y);
  return [range?.startContainer, range?.startOffset ?? 0];
}

/** The next place in a direction: a character on, or behind the next pause. White space is passed. */
export function step(row, at, forward, clause) {
  const characters = charactersOf(row);
  const way = forward ? 1 : -1;
  let place = at + way;
  const inside = () => place > 0 && place < characters.length;
  const passed = () => !/\s/u.test(characters[place]) && (!clause || PAUSE.test(characters[place - 1]));
  while (inside() && !passed()) place += way;
  return Math.max(0, Math.min(characters.length, place));
}

/** Move a border, as the server will: those that are in the way give way. */
export function moved(row, column, at) {
  const cuts = row.cuts.map((cut, i) => {
    if (i + 1 === column) return at;
    return i + 1 < column ? Math.min(cut, at) : Math.max(cut, at);
  });
  const places = [row.start, ...cuts, row.end];
  const characters = charactersOf(row);
  const cells = row.cells.map((cell, i) => {
    const [from, to] = [places[i] - row.start, places[i + 1] - row.start];
    const same = cell[3] && places[i] === [row.start, ...row.cuts][i] && places[i + 1] === [...row.cuts, row.end][i];
    return same ? cell : [characters.slice(from, to).join("").trim(), cell[1], cell[2], cell[3]];
  });
  return { ...row, cuts, cells, characters };
}
