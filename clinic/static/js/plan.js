// The plan: keeps a press from being sent twice, opens the paper.
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
