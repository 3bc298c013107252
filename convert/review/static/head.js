// What stands above the rows: the tool bar, and the report's title and fields.

import { make, plain, say } from "./dom.js";

/** The bar at the top of the page: where we are, what is left, and what can be done. */
export class Toolbar {
  constructor(desk) {
    const { report, neighbours } = desk;
    this.desk = desk;
    this.left = make("p", { id: "left" });
    this.next = does("next", () => desk.goNext(1));
    this.undo = does("undo", () => desk.undo());
    this.redo = does("redo", () => desk.redo());
    this.take = make("button", { type: "button", class: "primary", "data-do": "take", onclick: () => desk.takeAway() }, say("do.take"));
    document.getElementById("bar").replaceChildren(
      make("nav", { "aria-label": say("reports") }, ...links(neighbours),
        make("span", { class: "file", lang: "zh", title: plain(report.name) }, plain(report.name))),
      this.left,
      make("div", { class: "does", role: "group", "aria-label": say("does") }, this.next, this.undo, this.redo, this.take,
        does("help", () => document.getElementById("help")?.showModal())));
  }

  /** Say what is left; only words and states change, so that the focus stays where it is. */
  update() {
    const { left, steps, ahead } = this.desk.report;
    this.left.textContent = left ? say("left", { count: left }) : say("clean");
    this.left.className = `left ${left ? "some" : "none"}`;
    turn(this.next, left);
    turn(this.undo, steps);
    turn(this.redo, ahead);
  }

  focusTake() {
    this.take.focus();
  }
}

/** Let a button work or not; the focus goes on from one that no longer does. */
function turn(button, works) {
  const focused = !works && button === document.activeElement;
  button.disabled = !works;
  if (focused) button.parentElement.querySelector("button:enabled")?.focus();
}

function does(what, act) {
  return make("button", { type: "button", "data-do": what, onclick: act }, say(`do.${what}`));
}

function links({ before, after, count }) {
  if (count < 2) return [make("a", { href: "#" }, say("open"))];
  return [
    make("a", { href: "#" }, say("list")),
    before ? make("a", { href: `#${before}`, "data-go": "before" }, say("before")) : "",
    after ? make("a", { href: `#${after}`, "data-go": "after" }, say("after")) : "",
  ];
}

const TITLE = 21; // pixels of a character of the title
const WIDE = 840; // pixels of a title's line that has not been laid out yet

/** The title and the fields, which can be written over. */
export class Head {
  constructor(report, order) {
    this.order = order;
    this.heading = make("h1", { class: "sr" });
    this.title = make("textarea", { id: "title", maxlength: 1000, lang: "zh", onchange: (event) => order({ do: "title", text: event.target.value }) });
    this.count = make("summary");
    this.fields = make("div", { class: "fields" });
    this.box = make("div", { class: "head" }, this.heading,
      make("div", { class: "titled" }, make("label", { for: "title" }, say("title")), this.title),
      make("details", {}, this.count, this.fields));
    this.update(report);
  }

  /** Show what has changed; what a person is writing in stays as it is. */
  update({ title, name, fields }) {
    this.heading.textContent = plain(title || name);
    if (this.title !== document.activeElement) this.title.value = title;
    this.title.rows = Math.ceil((title.length * TITLE) / (this.title.clientWidth || WIDE)) || 1;
    if (this.fields.contains(document.activeElement) || JSON.stringify(fields) === this.known) return;
    this.known = JSON.stringify(fields);
    this.count.textContent = say("fields", { count: fields.length });
    this.fields.replaceChildren(...fields.map((field, i) => fieldOf(field, i, this.order)), adder(this.order));
  }
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
