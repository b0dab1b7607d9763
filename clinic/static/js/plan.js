// The plan: says when a card saves itself, keeps a press from being sent twice, opens the paper.
const saved = () => document.getElementById("saved");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.dataset.card && saved()) saved().textContent = saved().dataset.busy ?? "";
});

for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, (event) => {
    if (event.target.dataset.card && saved()) saved().textContent = saved().dataset.away ?? "";
  });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
});

document.addEventListener("submit", (event) => {
  const button = event.target.dataset.once && event.target.querySelector("button.btn-primary");
  if (!button) return;
  setTimeout(() => {
    button.disabled = true;
    button.lastChild.textContent = event.target.dataset.once;
  });
});

const here = new URL(location.href);
const print = document.getElementById("print");
if (print && here.searchParams.has("print")) {
  here.searchParams.delete("print");
  history.replaceState(null, "", here);
  location.assign(print.href);
}
