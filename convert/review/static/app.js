// The page: which view is shown, and the keys that work everywhere.

import { catchDrops, showShelf } from "./shelf.js";
import { get, stayInTouch } from "./server.js";
import { make, say, tell, warn } from "./dom.js";
import { Desk } from "./desk.js";
import { press } from "./hands.js";
import { takeAway } from "./take.js";

const main = document.getElementById("main");
let desk = null;
let turn = 0; // counts views, so that a late answer does not replace a newer one

async function show() {
  turn += 1;
  const mine = turn;
  const still = () => mine === turn;
  desk?.send();
  tell("");
  const key = location.hash.slice(1);
  try {
    await (key ? openDesk(key, still) : showShelf(main, still));
  } catch (error) {
    if (still()) warn(error.message);
  }
}

async function openDesk(key, still) {
  main.replaceChildren(make("p", { class: "wait" }, say("wait")));
  const [report, { reports }] = await Promise.all([get(`reports/${key}`), get("reports")]);
  if (!still()) return;
  const place = reports.findIndex((one) => one.key === key);
  const neighbours = { before: reports[place - 1]?.key, after: reports[place + 1]?.key, count: reports.length };
  desk = new Desk(key, report, neighbours);
  desk.takeAway = () => takeAway(desk);
  main.replaceChildren(desk.box);
  desk.draw();
  window.scrollTo(0, 0);
  desk.begin();
}

function typing(target) {
  return target.closest?.("input:not([type=radio]), textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") document.getElementById("help").showModal();
  else if (!desk || !main.contains(desk.box) || !press(desk, event)) return;
  event.preventDefault();
});

function help() {
  const keys = ["n", "arrow", "clause", "enter", "reading", "tab", "u", "y", "s", "j", "walk", "help"];
  const rows = keys.map((name) => make("div", {}, make("dt", {}, say(`key.${name}`)), make("dd", {}, say(`does.${name}`))));
  const box = make("dialog", { id: "help", "aria-labelledby": "helped" },
    make("h2", { id: "helped" }, say("help")), make("dl", {}, ...rows), make("p", {}, say("help.mouse")),
    make("button", { type: "button", onclick: () => box.close() }, say("do.close")));
  document.body.append(box);
}

async function begin() {
  help();
  catchDrops();
  stayInTouch();
  window.addEventListener("hashchange", show);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  const { reports } = await get("reports");
  if (!location.hash && reports.length === 1 && !reports[0].earlier) history.replaceState(null, "", `#${reports[0].key}`);
  await show();
}

begin().catch((error) => warn(error.message));
