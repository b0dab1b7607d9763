// Keys: / finds, g then a letter goes, n records, ? lists them. Letters can be switched off.
const dialog = document.getElementById("keys");
const box = document.getElementById("keys-on");
const find = document.getElementById("find");
const found = document.getElementById("found");
let afterG = 0;

const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
const go = (selector) => document.querySelector(selector)?.click();

function letter(event) {
  if (Date.now() - afterG < 1500) {
    afterG = 0;
    return go(`[data-go="${CSS.escape(event.key)}"]`);
  }
  if (event.key === "g") afterG = Date.now();
  else if (event.key === "n") go('[data-key="n"]');
  else if (event.key === "?") dialog.showModal();
  else if (event.key === "/") {
    event.preventDefault();
    if (find?.offsetParent) find.focus();
    else go(".find-m");
  }
}

function walk(event) {
  const links = [...found.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  event.preventDefault();
  (links[at] ?? (at < 0 ? find : links.at(-1)))?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.form?.requestSubmit();
  } else if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    if (found?.childElementCount) {
      found.replaceChildren();
      find.focus();
    }
  } else if (found?.childElementCount && event.target.closest(".find") && /^Arrow(Up|Down)$/.test(event.key)) {
    walk(event);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target) && box.checked) {
    letter(event);
  }
});

box.checked = localStorage.getItem("keys") !== "off";
box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
