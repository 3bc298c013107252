// What a person does on the desk with mouse and keyboard.

import { placeAt, step } from "./strip.js";

/** Have the desk heed the mouse. */
export function listen(desk) {
  desk.box.addEventListener("click", (event) => clicked(desk, event));
  desk.box.addEventListener("pointerdown", (event) => grasped(desk, event));
  desk.box.addEventListener("focusin", (event) => focused(desk, event));
}

// --- mouse

/** The border in focus is the one that keys, clicks and buttons mean. */
function focused(desk, event) {
  const handle = event.target.closest(".row.selected .handle");
  if (!handle || Number(handle.dataset.column) === desk.column) return;
  const before = handle.parentElement.querySelector('.handle[tabindex="0"]');
  before?.setAttribute("tabindex", -1);
  handle.setAttribute("tabindex", 0);
  desk.column = Number(handle.dataset.column);
}

function clicked(desk, event) {
  const box = event.target.closest(".row[data-place]");
  if (!box) return;
  const place = Number(box.dataset.place);
  const button = event.target.closest("button[data-do]");
  if (button) {
    desk.act(button.dataset.do, Number(button.dataset.at));
    return;
  }
  const row = desk.rows[place];
  const strip = event.target.closest(".strip");
  if (desk.selected !== row.start) desk.select(place, { scroll: false });
  else if (strip && desk.report.movable && row.kind === "task" && !event.target.closest(".handle")) {
    const at = placeAt(strip, event.clientX, event.clientY);
    if (at !== null) desk.move(place, nearest(desk, row, row.start + at), row.start + at);
  }
}

/** The border that a click at a place means: the one in focus if it is a neighbour, else the nearest. */
function nearest(desk, row, at) {
  const cell = row.cuts.filter((cut) => cut <= at).length;
  if (desk.column === cell || desk.column === cell + 1) return desk.column;
  const far = (column) => Math.abs(row.cuts[column - 1] - at);
  return row.cuts.map((_, i) => i + 1).reduce((a, b) => (far(b) < far(a) ? b : a));
}

function grasped(desk, event) {
  const handle = event.target.closest(".handle");
  if (!handle || event.button) return;
  event.preventDefault();
  const place = Number(handle.closest(".row").dataset.place);
  const column = Number(handle.dataset.column);
  desk.select(place, { column, scroll: false });
  drag(desk, place, column);
}

function drag(desk, place, column) {
  const { start } = desk.rows[place];
  desk.held = true;
  document.body.classList.add("dragging");
  const over = (event) => {
    const strip = desk.list.elements[place].querySelector(".strip");
    const at = placeAt(strip, event.clientX, event.clientY);
    if (at !== null) desk.move(place, column, start + at);
  };
  const end = () => {
    desk.held = false;
    document.body.classList.remove("dragging");
    document.removeEventListener("pointermove", over);
    desk.send();
  };
  document.addEventListener("pointermove", over);
  document.addEventListener("pointerup", end, { once: true });
  document.addEventListener("pointercancel", end, { once: true });
}

// --- keyboard

const KEYS = { n: "next", p: "last", u: "undo", y: "redo", s: "split", j: "join" };

/** Do what a key stands for; whether it stands for anything. */
export function press(desk, event) {
  const handle = event.target.closest?.(".handle");
  if (handle && arrow(desk, event, Number(handle.dataset.column))) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return chord(desk, event);
  if (event.key === "Enter" && !event.target.closest("button, a, summary")) return accept(desk);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return walk(desk, event.key === "ArrowDown" ? 1 : -1);
  if (/^[1-3]$/.test(event.key)) return desk.act("reading", Number(event.key) - 1), true;
  const what = KEYS[event.key.toLowerCase()];
  if (!what) return false;
  if (what === "next" || what === "last") desk.goNext(what === "next" ? 1 : -1);
  else if (what === "undo" || what === "redo") desk[what]();
  else desk.act(what);
  return true;
}

function accept(desk) {
  desk.act("accept");
  return desk.place >= 0;
}

function chord(desk, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  if (key === "y" || event.shiftKey) desk.redo();
  else desk.undo();
  return true;
}

function arrow(desk, event, column) {
  const { place } = desk;
  const row = desk.rows[place];
  const at = row.cuts[column - 1] - row.start;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (way) desk.move(place, column, row.start + step(row, at, way > 0, event.ctrlKey || event.metaKey));
  else if (event.key === "Home") desk.move(place, column, row.start);
  else if (event.key === "End") desk.move(place, column, row.end);
  else if (event.key === "Tab" && !event.ctrlKey) return tab(desk, event.shiftKey ? -1 : 1, column);
  else return false;
  return true;
}

/** Tab goes from border to border, and out of the row behind the last one. */
function tab(desk, way, column) {
  const next = column + way;
  if (next < 1 || next >= desk.report.columns.length) return false;
  desk.select(desk.place, { column: next, scroll: false });
  return true;
}

function walk(desk, way) {
  const next = desk.place < 0 ? 0 : desk.place + way;
  if (!desk.rows[next]) return false;
  desk.select(next);
  return true;
}
