// In a narrow window the left column opens over the rest, and closes on Escape or a click beside it.
const SHOWN = "places-shown";

const frame = () => document.querySelector(".frame");
const opener = () => document.querySelector("[data-open-places]");

function show(isShown) {
  frame().classList.toggle(SHOWN, isShown);
  opener()?.setAttribute("aria-expanded", String(isShown));
  for (const beside of document.querySelectorAll(".middle, .thread, .tour")) beside.inert = isShown;
  if (isShown) document.querySelector(".sidebar button").focus();
  else opener()?.focus();
}

export function wirePlaces() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-places]")) show(true);
    else if (frame().classList.contains(SHOWN) && !event.target.closest(".sidebar")) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame().classList.contains(SHOWN)) show(false);
  });
  matchMedia("(max-width: 720px)").addEventListener("change", () => {
    if (frame().classList.contains(SHOWN)) show(false);
  });
}
