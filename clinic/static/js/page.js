// Small manners of every page: tokens for htmx, questions before acts, dialogs, focus.
const sure = document.getElementById("sure");

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.sure || form.dataset.said) return;
  event.preventDefault();
  document.getElementById("sure-h").textContent = form.dataset.sure;
  document.getElementById("sure-yes").onclick = () => {
    form.dataset.said = "yes";
    sure.close();
    form.requestSubmit(event.submitter);
  };
  sure.showModal();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (!button) return;
  if ("close" in button.dataset) button.closest(".toastx").remove();
  if ("closeDialog" in button.dataset) button.closest("dialog").close();
  if (button.dataset.open) document.getElementById(button.dataset.open).showModal();
  if (button.dataset.show) show(button);
});

function show(button) {
  const input = document.getElementById(button.dataset.show);
  const hidden = input.type === "password";
  input.type = hidden ? "text" : "password";
  [button.textContent, button.dataset.hideWords] = [button.dataset.hideWords, button.textContent];
}

// Who types is here: a long form is not signed out under the hand that writes it.
let told = Date.now();
document.addEventListener("input", () => {
  const me = document.querySelector("[data-me]");
  if (!me || Date.now() - told < 60_000) return;
  told = Date.now();
  fetch(me.href, { method: "HEAD" }).catch(() => {});
});

for (const button of document.querySelectorAll("[data-close], [data-open], [data-show]")) button.hidden = false;
document.getElementById("errors")?.focus();
