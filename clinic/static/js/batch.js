// Plans to print: goes on when the connection is back, and says when all is done.
const pile = document.getElementById("batch");

for (const lost of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  pile.addEventListener(lost, (event) => {
    if ((event.detail.xhr?.status ?? 0) >= 400 && event.detail.xhr.status < 500) return location.reload();
    const words = event.target.querySelector("[data-away]");
    words.textContent = words.dataset.away;
    setTimeout(() => htmx.trigger(event.target, "again"), 3000);
  });
}

pile.addEventListener("htmx:afterSwap", () => {
  document.getElementById("batch-said").textContent = pile.querySelector("[data-done]")?.textContent ?? "";
});
