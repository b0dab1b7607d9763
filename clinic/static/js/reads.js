// What is said about a text, put beside the field it is typed into. Without script, and for rows that are not
// open, it stands below the card.
const ABOUT = "aria-describedby";
const about = (field) => field.getAttribute(ABOUT)?.split(" ") ?? [];

function leave(old) {
  const field = document.querySelector(`[${ABOUT}~="${old.id}"]`);
  const rest = field ? about(field).filter((id) => id !== old.id) : [];
  if (rest.length) field.setAttribute(ABOUT, rest.join(" "));
  else field?.removeAttribute(ABOUT);
  old.remove();
}

function place(reading) {
  reading.dataset.placed = "";
  document.querySelectorAll(`.reads[data-of="${reading.id}"]`).forEach(leave);
  for (const note of reading.querySelectorAll("[data-field]")) {
    const field = document.getElementById(note.dataset.field);
    if (!field) continue;
    const beside = document.createElement("p");
    beside.id = `${field.id}-reads`;
    beside.className = `reads ${note.className}`;
    beside.dataset.of = reading.id;
    note.querySelector(".about").remove();
    beside.append(...note.childNodes);
    note.remove();
    field.closest(".field").append(beside);
    field.setAttribute(ABOUT, [...about(field), beside.id].join(" "));
  }
  reading.hidden = !reading.querySelector("li");
}

const placeAll = () => document.querySelectorAll(".reading:not([data-placed])").forEach(place);
document.addEventListener("htmx:oobAfterSwap", placeAll);
document.addEventListener("htmx:afterSettle", placeAll);
placeAll();
