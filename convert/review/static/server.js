// What the page asks of the server. All addresses are below the page's own.

import { say } from "./dom.js";

async function answer(response) {
  const told = await response.json().catch(() => ({}));
  if (response.ok) return told;
  throw new Error(told.error ? say("failed", { error: told.error }) : say("refused"));
}

async function reached(path, settings) {
  try {
    return await fetch(path, settings);
  } catch {
    throw new Error(say("gone"));
  }
}

export async function get(path) {
  return answer(await reached(path));
}

export async function post(path, asked) {
  const headers = { "Content-Type": "application/json" };
  return answer(await reached(path, { method: "POST", headers, body: JSON.stringify(asked) }));
}

export async function upload(name, data) {
  const headers = { "Content-Type": "application/octet-stream" };
  const path = `reports?name=${encodeURIComponent(name)}`;
  return answer(await reached(path, { method: "POST", headers, body: data }));
}

/** Let the server know that the page is open, and when it is closed: with the last one it ends. */
export function stayInTouch() {
  const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16)).join("");
  const body = () => new Blob(["{}"], { type: "application/json" });
  const here = () => post(`here/${page}`, {}).catch(() => {});
  here();
  setInterval(here, 30000);
  window.addEventListener("pagehide", () => navigator.sendBeacon(`gone/${page}`, body()));
  window.addEventListener("pageshow", (event) => event.persisted && here());
}
