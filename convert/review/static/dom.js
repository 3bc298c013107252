// Small help with elements and words. Text only ever enters the page as text.

const words = JSON.parse(document.getElementById("words").textContent);

/** The sentence of that key, its {gaps} filled. */
export function say(key, facts = {}) {
  const found = words[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (gap, name) => String(facts[name] ?? gap));
}

/** An element; `on*` facts are listeners, `class` and the rest attributes, children texts or nodes. */
export function make(tag, facts = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** Tell a screen reader, and the line at the page's foot; `lasting` until something else is told. */
export function tell(sentence, lasting = false) {
  document.getElementById("live").textContent = sentence;
  clearTimeout(told);
  if (sentence && !lasting) told = setTimeout(() => tell(""), SHOWN);
}

/** Take a sentence back, unless another one has been told since. */
export function untell(sentence) {
  if (document.getElementById("live").textContent === sentence) tell("");
}

const SHOWN = 5000; // milliseconds
let told;

/** Tell at once what went wrong; nothing takes it away. */
export function warn(sentence = "") {
  document.getElementById("alert").textContent = sentence;
}

// Characters that are not seen, or that turn the text round, are shown by one sign each.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u;

/** Characters as they may be shown, one for one. */
export function shown(characters) {
  return characters.map((one) => (HIDDEN.test(one) ? "▯" : one === "\r" ? " " : one)).join("");
}

/** A text as it may be shown. */
export function plain(text) {
  return shown(Array.from(text));
}

export function percent(share) {
  return `${Math.round(share * 100)}%`;
}
