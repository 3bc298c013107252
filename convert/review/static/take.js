// What comes out: seen first, then taken away in any format.

import { get } from "./server.js";
import { make, say, warn } from "./dom.js";

let known;

/** Open the dialog that shows the pages, the styles and the formats. */
export async function takeAway(desk) {
  await desk.queue;
  try {
    known ??= await get("formats");
  } catch (error) {
    warn(error.message);
    return;
  }
  const dialog = make("dialog", { class: "take", "aria-labelledby": "take" });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  draw(dialog, desk, desk.style ?? known.style);
  dialog.showModal();
}

function draw(dialog, desk, style) {
  desk.style = style;
  const close = make("button", { type: "button", class: "close", onclick: () => dialog.close() }, say("do.close"));
  dialog.replaceChildren(
    make("div", { class: "taking" },
      make("h2", { id: "take" }, say("take")), close,
      desk.report.left ? make("p", { class: "still" }, say("still", { count: desk.report.left })) : "",
      stylesOf(dialog, desk, style),
      formatsOf(desk, style)),
    pagesOf(desk, style));
}

function stylesOf(dialog, desk, style) {
  const choices = Object.entries(known.styles).map(([name, label]) => make("label", { class: "style" },
    make("input", { type: "radio", name: "style", value: name, checked: name === style, onchange: () => draw(dialog, desk, name) }),
    make("img", { src: `${at(desk)}/pages/1?style=${name}&width=150&of=${desk.report.steps}`, alt: "", width: 150 }),
    make("span", {}, label)));
  return make("fieldset", {}, make("legend", {}, say("style")), ...choices);
}

function formatsOf(desk, style) {
  const all = make("a", { class: "button wide", href: `${at(desk)}/all?style=${style}`, download: true }, say("all"));
  const links = known.formats.map((name) => make("a", { class: "button", href: `${at(desk)}/as/${name}?style=${style}`, download: true, "data-format": name }, label(name)));
  const print = make("a", { class: "primary button", href: `${at(desk)}/as/pdf?style=${style}&show=1`, target: "_blank", rel: "noopener", "data-do": "print" }, say("print"));
  return make("div", { class: "formats", role: "group", "aria-label": say("formats") }, print, all, ...links);
}

/** A plug-in's format is called by its own name. */
function label(name) {
  const found = say(`format.${name}`);
  return found.startsWith("format.") ? name : found;
}

function pagesOf(desk, style) {
  const box = make("div", { class: "pages", role: "region", "aria-label": say("pages"), tabindex: 0 }, make("p", {}, say("setting")));
  get(`${at(desk)}/pages?style=${style}`).then(({ pages, word }) => {
    const images = Array.from({ length: pages }, (_, i) => make("img", {
      src: `${at(desk)}/pages/${i + 1}?style=${style}&width=900&of=${desk.report.steps}`, loading: i ? "lazy" : "eager", alt: say("page", { at: i + 1, count: pages }) }));
    box.replaceChildren(...images, wordStyles(word));
  }).catch((error) => box.replaceChildren(make("p", { class: "error" }, error.message)));
  return box;
}

function wordStyles(names) {
  return make("details", {}, make("summary", {}, say("word", { count: names.length })), make("ul", {}, ...names.map((name) => make("li", {}, name))));
}

function at(desk) {
  return `reports/${desk.key}`;
}
