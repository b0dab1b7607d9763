// The picture of the page beside the editor: fetched again when a card was saved, or another is in hand.
const fold = document.getElementById("beside");
const picture = document.getElementById("picture");
const said = document.getElementById("picture-said");
const fine = said.textContent;
const CARD = ".ed > .stack > section[id]";
const address = (card) => picture.dataset.first.replace(/[^/]+$/, card.id);

let shown = picture.dataset.first;
let asked;
let soon;

async function fetchPicture() {
  asked?.abort(); // the newest wins
  if (!fold.open) return;
  const mine = (asked = new AbortController());
  const turned = document.activeElement?.dataset.turn;
  try {
    const answer = await fetch(shown, { headers: { "HX-Request": "true" }, signal: mine.signal });
    if (!answer.ok) throw new Error(answer.status);
    picture.innerHTML = await answer.text();
    said.textContent = fine;
    if (turned) (picture.querySelector(`[data-turn="${turned}"]`) ?? picture.querySelector("[data-turn]"))?.focus();
  } catch {
    if (mine === asked) said.textContent = said.dataset.failed;
  }
}

function show(where = shown) {
  shown = where;
  clearTimeout(soon);
  soon = setTimeout(fetchPicture, 150);
}

picture.addEventListener("click", (event) => {
  const turn = event.target.closest("[data-turn]");
  if (!turn) return;
  event.preventDefault();
  show(turn.getAttribute("href"));
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(CARD);
  if (card && shown.split("?")[0] !== address(card)) show(address(card));
});

document.addEventListener("plan:saved", () => show());

fold.addEventListener("toggle", () => show());
const anchored = document.getElementById(location.hash.slice(1));
if (anchored?.matches(CARD)) shown = address(anchored);
fold.open = matchMedia("(min-width: 80rem)").matches;
