// Imports: says that a file is being read, keeps a press from being sent twice.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  const button = event.submitter ?? form.querySelector("button");
  const words = event.submitter?.dataset.busy ?? form.dataset.busy;
  if (!words || !button) return;
  setTimeout(() => {
    button.disabled = true;
    (button.querySelector("span") ?? button).textContent = words;
    const told = form.querySelector("[data-busy-words]");
    if (!told) return;
    told.querySelector("progress").hidden = false;
    told.querySelector("span").textContent = words;
  });
});

// Back to a page that was kept as it was left: nothing is being read any more.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
