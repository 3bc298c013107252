// What stands above the rows: the tool bar, and the report's title and fields.

import { make, plain, say } from "./dom.js";

/** The bar at the top of the page: where we are, what is left, and what can be done. */
export function toolbar(desk) {
  const { report, neighbours } = desk;
  const left = report.left ? say("left", { count: report.left }) : say("clean");
  return [
    make("nav", { "aria-label": say("reports") }, ...links(neighbours),
      make("span", { class: "file", lang: "zh" }, plain(report.name))),
    make("p", { class: `left ${report.left ? "some" : "none"}`, id: "left" }, left),
    make("div", { class: "does", role: "group", "aria-label": say("does") },
      does("next", () => desk.goNext(1), !report.left),
      does("undo", () => desk.undo(), !report.steps),
      does("redo", () => desk.redo(), !report.ahead),
      make("button", { type: "button", class: "primary", "data-do": "take", onclick: () => desk.takeAway() }, say("do.take")),
      does("help", () => document.getElementById("help")?.showModal())),
  ];
}

function does(what, act, off = false) {
  return make("button", { type: "button", disabled: off, "data-do": what, onclick: act }, say(`do.${what}`));
}

function links({ before, after, count }) {
  if (count < 2) return [make("a", { href: "#" }, say("open"))];
  return [
    make("a", { href: "#" }, say("list")),
    before ? make("a", { href: `#${before}`, "data-go": "before" }, say("before")) : "",
    after ? make("a", { href: `#${after}`, "data-go": "after" }, say("after")) : "",
  ];
}

/** The title and the fields, which can be written over. */
export function headOf(report, order) {
  const title = make("textarea", { id: "title", rows: Math.ceil(report.title.length / 40) || 1, maxlength: 1000, lang: "zh", value: report.title,
    onchange: (event) => order({ do: "title", text: event.target.value }) });
  const fields = report.fields.map((field, i) => fieldOf(field, i, order));
  return [
    make("h1", { class: "sr" }, plain(report.title || report.name)),
    make("div", { class: "titled" }, make("label", { for: "title" }, say("title")), title),
    make("details", { open: false }, make("summary", {}, say("fields", { count: fields.length })),
      make("div", { class: "fields" }, ...fields, adder(order))),
  ];
}

function fieldOf(field, i, order) {
  const label = input(say("label", { at: i + 1 }), field.label, "label");
  const value = input(say("value", { label: plain(field.label) }), field.value, "value");
  const send = () => order({ do: "field", at: field.at, label: label.value, value: value.value });
  label.addEventListener("change", send);
  value.addEventListener("change", send);
  return make("div", { class: "field" }, label, value);
}

function adder(order) {
  const label = input(say("new.label"), "", "label");
  const value = input(say("new.value"), "", "value");
  const add = () => label.value.trim() && order({ do: "field", at: label.value.trim(), label: label.value.trim(), value: value.value });
  return make("div", { class: "field" }, label, value, make("button", { type: "button", onclick: add }, say("do.add")));
}

function input(name, value, kind) {
  return make("input", { type: "text", class: kind, "aria-label": name, placeholder: value ? false : name, value, maxlength: 1000, lang: "zh" });
}
