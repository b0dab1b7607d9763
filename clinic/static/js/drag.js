// Rows are dragged to another place by a handle. Moving by buttons does the same without a hand.
const CLEAR = 4;

for (const grip of document.querySelectorAll("[data-grip]")) {
  grip.hidden = false;
  grip.addEventListener("pointerdown", (event) => start(event, grip));
}

function start(event, grip) {
  const row = grip.closest("[data-place], [data-goal]");
  const rows = () => [...row.parentElement.children].filter((each) => each.matches("[data-place], [data-goal]"));
  const before = rows();
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  row.classList.add("dragged");
  grip.onpointermove = ({ clientY }) => follow(row, rows(), clientY);
  grip.onpointercancel = () => stop(grip, row);
  grip.onpointerup = () => {
    stop(grip, row);
    const [from, to] = [before.indexOf(row), rows().indexOf(row)];
    if (from === to) return;
    if (row.dataset.place) place(row.dataset.place, to + 1);
    else carry(before, from, to);
  };
}

// It is the neighbor that moves: a row taken out of the page would let go of the pointer.
function follow(row, rows, y) {
  const here = rows.indexOf(row);
  const middle = (each) => each.getBoundingClientRect().top + each.offsetHeight / 2;
  if (rows[here - 1] && y < middle(rows[here - 1]) - CLEAR) row.after(rows[here - 1]);
  else if (rows[here + 1] && y > middle(rows[here + 1]) + CLEAR) row.before(rows[here + 1]);
}

function stop(grip, row) {
  row.classList.remove("dragged");
  grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
}

// A row of a list is placed by the server, as a press of its buttons would.
function place(action, position) {
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  const token = document.querySelector('meta[name="csrf-token"]').content;
  for (const [name, value] of [["csrf_token", token], ["position", position]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.requestSubmit();
}

// Goals are one form: the rows stay where they were, their words move, and the form saves itself.
function carry(rows, from, to) {
  for (const [index, each] of rows.entries()) if (index) rows[index - 1].after(each);
  const words = rows.map((each) => [...each.querySelectorAll("textarea")].map((area) => area.value));
  words.splice(to, 0, ...words.splice(from, 1));
  for (const [index, each] of rows.entries()) {
    each.querySelectorAll("textarea").forEach((area, part) => (area.value = words[index][part]));
  }
  rows[to].querySelector("textarea").dispatchEvent(new Event("change", { bubbles: true }));
}
