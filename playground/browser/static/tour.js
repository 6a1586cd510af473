// The card with things to try: a click types the words, nothing is sent for you.
import { fillComposer } from "./composer.js";

const DISMISSED = "tour-dismissed";
const TRIED = "tour-tried";
const COVERING = "(max-width: 1240px)";

export function wireTour() {
  const card = document.querySelector(".tour");
  if (!card) return;
  showCard(card, sessionStorage.getItem(DISMISSED) !== "yes");
  markTried(card);
  const covers = matchMedia(COVERING);
  fold(card, covers.matches);
  covers.addEventListener("change", () => fold(card, covers.matches));
  card.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss-tour]")) dismiss(card);
    if (event.target.closest("[data-fold-tour]")) fold(card, !card.classList.contains("folded"));
    const step = event.target.closest("[data-type]");
    if (step) tryStep(event, card, step);
  });
}

function showCard(card, isShown) {
  card.hidden = !isShown;
  document.querySelector(".frame").classList.toggle("tour-shown", isShown);
}

/** Where the card would cover the messages it begins folded. */
function fold(card, isFolded) {
  card.classList.toggle("folded", isFolded);
  card.querySelector("[data-fold-tour]").setAttribute("aria-expanded", String(!isFolded));
}

function dismiss(card) {
  sessionStorage.setItem(DISMISSED, "yes");
  showCard(card, false);
}

function tryStep(event, card, step) {
  sessionStorage.setItem(TRIED, JSON.stringify([...tried(), step.dataset.type]));
  markTried(card);
  if (matchMedia(COVERING).matches) fold(card, true);
  if (fillComposer(step.dataset.type)) event.preventDefault();
}

const tried = () => JSON.parse(sessionStorage.getItem(TRIED) ?? "[]");

function markTried(card) {
  const words = new Set(tried());
  for (const step of card.querySelectorAll("[data-type]")) step.classList.toggle("tried", words.has(step.dataset.type));
}
