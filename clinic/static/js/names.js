// Hide names: swap names for initials while someone can see the screen; kept for the session.
const button = document.getElementById("hush");

function apply(part) {
  const hidden = sessionStorage.getItem("hush") !== null;
  for (const name of part.querySelectorAll("[data-name]")) {
    name.dataset.full ??= name.textContent;
    name.textContent = hidden ? name.dataset.name : name.dataset.full;
  }
  document.documentElement.classList.toggle("hush", hidden);
  button?.setAttribute("aria-pressed", hidden);
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (sessionStorage.getItem("hush")) sessionStorage.removeItem("hush");
    else sessionStorage.setItem("hush", "yes");
    apply(document);
  });
}
document.addEventListener("htmx:load", (event) => apply(event.target));
apply(document);
