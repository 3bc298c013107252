// The list of reports, and where a new one is dropped or pasted.

import { get, upload } from "./server.js";
import { make, plain, say, tell, warn } from "./dom.js";

const AGAIN = 1500; // milliseconds between two looks at a list that is still being read

/** Draw the list into the page; it fills while reports are read. */
export async function showShelf(main, still) {
  const { reports } = await get("reports");
  if (!still()) return;
  document.title = say("name");
  document.getElementById("bar").replaceChildren(make("p", { class: "brand" }, say("name")));
  const focused = document.activeElement?.id;
  if (!main.querySelector(".shelf")) main.replaceChildren(shelf(reports.length > 1));
  const heading = main.querySelector(".intro h1") ? "h2" : "h1";
  main.querySelector(".list").replaceChildren(...(reports.length ? [listOf(reports, heading)] : []));
  if (focused) document.getElementById(focused)?.focus();
  const waiting = reports.some((one) => one.left === null && !one.error);
  if (waiting) setTimeout(() => still() && showShelf(main, still), AGAIN);
}

/** Who comes for a folder sees its list first. */
function shelf(many) {
  const list = make("div", { class: "list" });
  return make("div", { class: "shelf" }, ...(many ? [list, intro("h2"), dropper()] : [intro("h1"), dropper(), list]));
}

function intro(heading) {
  return make("div", { class: "intro" }, make(heading, {}, say("welcome")), make("p", {}, say("intro")));
}

function listOf(reports, heading) {
  const left = reports.reduce((sum, one) => sum + (one.left ?? 0), 0);
  const listed = reports.every((one) => one.earlier) ? "earlier" : "listed";
  return make("section", { "aria-labelledby": "listed" },
    make(heading, { id: "listed" }, say(listed, { count: reports.length, left })),
    make("table", {}, make("thead", {}, make("tr", {}, ...["file", "titled", "rows", "doubtful"].map((name) => make("th", { scope: "col" }, say(`list.${name}`))))),
      make("tbody", {}, ...reports.map(entry))));
}

function entry(report) {
  const link = make("a", { href: `#${report.key}`, lang: "zh", id: `r${report.key}` }, plain(report.name));
  const state = report.left === null ? say("reading")
    : report.left ? make("b", { class: "count" }, report.left) : make("span", { class: "ok" }, say("none"));
  if (report.error) {
    return make("tr", {}, make("th", { scope: "row" }, plain(report.name)), make("td", { colspan: 3, class: "error" }, plain(report.error)));
  }
  return make("tr", {}, make("th", { scope: "row" }, link),
    make("td", { lang: "zh" }, plain(report.title)), make("td", {}, report.rows ?? ""), make("td", {}, state));
}

/** Where a file is chosen or dropped, or text pasted. */
function dropper() {
  const file = make("input", { type: "file", id: "file", class: "sr", onchange: () => chosen(file) });
  const text = make("textarea", { id: "paste", rows: 4, "aria-label": say("paste"), placeholder: say("paste"), lang: "zh" });
  const go = () => text.value.trim() ? take(say("pasted"), new Blob([text.value])) : text.focus();
  return make("section", { class: "drop", "aria-label": say("drop") },
    make("div", { class: "zone" }, file, make("label", { for: "file", class: "choose" }, say("choose")), make("p", {}, say("drop")), make("p", { class: "kinds" }, say("kinds"))),
    make("div", { class: "paste" }, text, make("button", { type: "button", id: "go", onclick: go }, say("do.paste"))));
}

/** Take the file that was chosen; the same one may be chosen again. */
async function chosen(input) {
  const [file] = input.files;
  if (file) await take(file.name, file);
  input.value = "";
}

/** Read a dropped or pasted report, and open it. */
export async function take(name, data) {
  warn();
  tell(say("reading"), true);
  document.body.classList.add("busy");
  try {
    const { key } = await upload(name, data);
    warn();
    location.hash = key;
  } catch (error) {
    warn(error.message);
  } finally {
    tell("");
    document.body.classList.remove("busy");
  }
}

/** A file may be dropped anywhere on the page. */
export function catchDrops() {
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  window.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.add("over");
  });
  window.addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("over"));
  window.addEventListener("drop", (event) => {
    document.body.classList.remove("over");
    if (!carries(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file.name, file);
  });
}
