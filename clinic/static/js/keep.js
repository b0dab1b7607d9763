// Nothing typed into a plan is lost: not with the connection, the session, the tab or the way back.
import { Kept } from "./kept.js";

const box = document.getElementById("keep");
const kept = new Kept(box.dataset);
const sent = new WeakMap();
const RETRY = 10_000;
let locked = false;
let leaving = false;
delete box.dataset.key;

const putBack = box.querySelector("[data-say=back]");
const putBackWords = putBack.textContent.trim();

const forms = () => [...document.querySelectorAll("form[data-card]")];
const address = (form) => new URL(form.action).pathname;
const mark = (form) => form.querySelector("input[name=revision]");
const saves = (form) => form.hasAttribute("hx-post");
const unsent = () => forms().filter((form) => saves(form) && kept.has(address(form)));
const save = (form) => htmx.trigger(form, "keep");

function fields(form) {
  const own = ([name, value]) => value !== "" && !["csrf_token", "revision"].includes(name);
  return [...new FormData(form)].filter(own);
}
const same = (form, words) => JSON.stringify(fields(form)) === JSON.stringify(words);

function say(word) {
  for (const each of box.querySelectorAll("[data-say]")) each.hidden = each.dataset.say !== word;
  const saved = document.getElementById("saved");
  if (saved && word) saved.textContent = saved.dataset.unsaved;
}

// The mark is that of the words which stood there when the typing began: what somebody else wrote
// since then is never written over, only shown.
function keep(form, base = kept.get(address(form))?.mark ?? mark(form).value) {
  kept.set(address(form), { at: Date.now(), mark: base, fields: fields(form) });
  return kept.write();
}

function letGo(form) {
  kept.delete(address(form));
  return kept.write();
}

for (const typed of ["input", "change"]) {
  document.addEventListener(typed, ({ target }) => {
    if (!target.form?.dataset.card) return;
    keep(target.form);
    if (!putBack.hidden) say(null);
  });
}
document.addEventListener("reset", ({ target }) => {
  if (target.dataset.card) letGo(target);
});

// A card saves itself. What was typed meanwhile stays kept, upon the mark of what was saved.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (!target.dataset?.card) return;
  sent.set(target, fields(target));
  document.getElementById("saved").textContent = document.getElementById("saved").dataset.busy;
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!target.dataset?.card || !detail.successful) return;
  if (same(target, sent.get(target))) letGo(target);
  else keep(target, mark(target).value);
  if (waiting()) say(null);
  document.dispatchEvent(new CustomEvent("plan:saved", { detail: { card: target.dataset.card } }));
});

// No answer, a failing one, or one that asks to sign in: the page stays, and so do the words.
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, ({ target }) => {
    if (target.dataset?.card) say("away");
  });
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { status } = event.detail.xhr;
  const card = event.target.dataset?.card;
  if (status === 401 || (card && status === 400)) {
    event.preventDefault();
    locked = true;
    say("locked");
  } else if (card && status >= 400 && ![409, 422].includes(status)) say("busy");
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([409, 422].includes(detail.xhr.status)) detail.shouldSwap = true;
});

function retry() {
  if (locked) return;
  if (waiting() && navigator.onLine && !unsent().length) say(null);
  unsent().forEach(save);
}
const waiting = () => box.querySelector("[data-say=away]:not([hidden]), [data-say=busy]:not([hidden])");
addEventListener("online", retry);
document.addEventListener("visibilitychange", retry);
setInterval(() => waiting() && retry(), RETRY);

// Going away: send what was not sent yet. What fails lies in the tab until the page comes back.
function send(but) {
  for (const form of unsent().filter((each) => each !== but)) {
    const body = new URLSearchParams(new FormData(form));
    fetch(form.action, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => {});
  }
}
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (event.target.dataset.card && (locked || !navigator.onLine)) {
    event.preventDefault();
    return say(locked ? "locked" : "away");
  }
  leaving = true;
  if (!locked) send(event.target);
});
addEventListener("pagehide", () => leaving || locked || send());
addEventListener("pageshow", () => (leaving = false));
addEventListener("beforeunload", (event) => {
  if (!kept.locked && kept.size && !leaving) event.preventDefault();
});

// Coming back: put the words into their fields, upon the mark they were written on, and save them.
function put(form, words) {
  const values = new Map();
  for (const [name, value] of words.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    const given = values.get(field.name) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = given.includes(field.value);
    else if (!["hidden", "submit", "button", "reset", "fieldset"].includes(field.type)) field.value = given[0] ?? "";
  }
  mark(form).value = words.mark;
  for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}

function tell(words) {
  const time = { hour: "numeric", minute: "2-digit" };
  const at = new Date(words.at).toLocaleTimeString(document.documentElement.lang, time).toLowerCase();
  putBack.querySelector("p").textContent = putBackWords.replace("#", at);
  say("back");
}

async function comeBack() {
  const here = new URL(location.href);
  const done = here.searchParams.get("kept");
  if (done) {
    here.searchParams.delete("kept");
    history.replaceState(null, "", here);
  }
  const typed = new Set(kept.keys());
  await kept.open();
  for (const place of [...kept.keys()]) if (done && place.endsWith(`/${done}`)) kept.delete(place);
  for (const form of forms()) {
    const words = kept.get(address(form));
    const refused = document.getElementById(`note-${form.dataset.card}`)?.firstElementChild;
    if (!words || refused || typed.has(address(form))) continue;
    if (same(form, words.fields)) kept.delete(address(form));
    else if (lacksRows(form, words)) askForRow();
    else {
      put(form, words);
      tell(words);
      if (saves(form)) save(form);
    }
  }
  kept.write();
}
document.addEventListener("DOMContentLoaded", comeBack);

// A goal that was being added stands in a row which the page shows only when asked.
function askForRow() {
  const here = new URL(location.href);
  here.searchParams.set("more", "goal");
  location.assign(here);
}

function lacksRows(form, words) {
  const names = new Set([...form.elements].map((field) => field.name));
  return !location.search.includes("more=goal") && words.fields.some(([name]) => !names.has(name));
}
