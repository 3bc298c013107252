// The rows of the desk: those near what is in sight are drawn whole, all others light.
//
// A light row holds its number and its source: the browser finds words in it, and a screen reader
// reads it. Rows stand in blocks, so that the browser need not lay out what is far away.

import { make } from "./dom.js";

const BLOCK = 5; // rows
const NEAR = "60% 0px"; // how far beyond the window rows are drawn
const SHARE = 6; // milliseconds of a frame that drawing may take

export class Rows {
  /** `draw(place, whole)` makes the element of a row, `height(place)` says how high it may become. */
  constructor(count, draw, height) {
    Object.assign(this, { make: draw, height });
    this.box = make("div", { role: "rowgroup", class: "rows" });
    this.elements = Array.from({ length: count }, (_, place) => draw(place, false));
    this.near = new Set(); // blocks that are to be drawn whole
    this.kept = new Set(); // blocks that are
    this.waiting = []; // near, but not drawn whole yet
    this.far = []; // drawn whole, but no longer near
    this.watch = new IntersectionObserver((seen) => this.seen(seen), { rootMargin: NEAR });
    for (let at = 0; at < count; at += BLOCK) this.box.append(this.block(at, Math.min(at + BLOCK, count)));
  }

  block(from, to) {
    const box = make("div", { class: "block" }, ...this.elements.slice(from, to));
    let high = 0;
    for (let place = from; place < to; place += 1) high += this.height(place);
    box.style.containIntrinsicSize = `auto ${Math.round(high)}px`;
    this.watch.observe(box);
    return box;
  }

  /** Draw a row anew, whole or light; its new element. */
  draw(place, whole = this.kept.has(this.elements[place].parentElement)) {
    const fresh = this.make(place, whole);
    this.elements[place].replaceWith(fresh);
    this.elements[place] = fresh;
    return fresh;
  }

  /** Draw a row and those beside it whole, so that it can be scrolled to. */
  reveal(place) {
    this.whole(this.elements[place].parentElement);
  }

  /** `count` rows have taken the place of `drop` rows from `at` on. */
  splice(at, drop, count) {
    const shared = Math.min(drop, count);
    for (let place = at; place < at + shared; place += 1) this.draw(place);
    const more = Array.from({ length: count - shared }, (_, i) => this.make(at + shared + i, true));
    const gone = this.elements.splice(at + shared, drop - shared, ...more);
    gone.forEach((one) => one.remove());
    const before = this.elements[at + shared - 1];
    if (before) before.after(...more);
    else this.box.firstElementChild.prepend(...more);
    if (drop !== count) this.renumber(at + shared);
  }

  renumber(from) {
    this.elements.slice(from).forEach((one, i) => {
      one.dataset.place = from + i;
      one.setAttribute("aria-rowindex", from + i + 2);
    });
  }

  // --- what is near

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.near.add(target);
      else this.near.delete(target);
    }
    const off = (box) => Math.abs(box.getBoundingClientRect().top + box.offsetHeight / 2 - innerHeight / 2);
    const todo = Array.from(this.near).filter((box) => !this.kept.has(box));
    this.waiting = todo.map((box) => [off(box), box]).sort(([a], [b]) => a - b).map(([, box]) => box);
    this.far = Array.from(this.kept).filter((box) => !this.near.has(box));
    this.work();
  }

  /** Draw what waits, the middle of the window first, no longer than a frame allows; then clear away. */
  work() {
    cancelAnimationFrame(this.frame);
    const ends = performance.now() + SHARE;
    while (this.waiting.length + this.far.length && performance.now() < ends) {
      if (this.waiting.length) this.whole(this.waiting.shift());
      else this.lighten(this.far.pop());
    }
    if (this.waiting.length + this.far.length) this.frame = requestAnimationFrame(() => this.work());
  }

  whole(box) {
    this.kept.add(box);
    for (const one of Array.from(box.children)) {
      if (one.classList.contains("light")) this.draw(Number(one.dataset.place), true);
    }
  }

  /** What has gone far from sight is drawn light again. */
  lighten(box) {
    this.kept.delete(box);
    for (const one of Array.from(box.children)) this.draw(Number(one.dataset.place));
  }
}
