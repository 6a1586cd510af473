// Elements that act at once: buttons, menus, and whatever else sends its change to the app.
import { act } from "./wire.js";
import { confirmed } from "./confirm.js";
import { entryOf, typedIn } from "./entries.js";
import { closePopover } from "./popover.js";

const PAUSE = 300;
let typing = 0;

const containerOf = (element) => element.closest("[data-view], [data-message]");

export function placeOf(element) {
  const { view, channel, ts } = containerOf(element).dataset;
  return view ? { view_id: view } : { channel_id: channel, ts };
}

/** Asks first where the app wants it, then tells the app; trouble is shown under the block. */
export async function pressed(root, chosen = entryOf(root)) {
  if (root.dataset.confirm && !(await confirmed(JSON.parse(root.dataset.confirm)))) return;
  const { block, action } = root.dataset;
  root.setAttribute("aria-busy", "true");
  const typed = typedIn(containerOf(root));
  const outcome = await act("press", { ...placeOf(root), block_id: block, action_id: action, chosen, typed });
  root.removeAttribute("aria-busy");
  showTrouble(root, outcome.ok ? "" : outcome.trouble);
}

export function wireElements() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest('[data-element="button"], [data-element="workflow_button"]');
    if (button && button.getAttribute("aria-busy") !== "true") pressed(button);
    const item = event.target.closest('.overflow [role="menuitem"]');
    if (item) pickFromOverflow(item);
  });
  document.addEventListener("change", (event) => {
    const root = event.target.closest(".choices[data-dispatch], .moment[data-dispatch]");
    if (root) pressed(root);
  });
  document.addEventListener("input", (event) => {
    const root = event.target.closest('.entry[data-dispatch~="on_character_entered"]');
    clearTimeout(typing);
    if (root) typing = setTimeout(() => pressed(root), PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    const root = event.target.closest?.('.entry[data-dispatch~="on_enter_pressed"]');
    if (!root || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    pressed(root);
  });
}

function pickFromOverflow(item) {
  closePopover({ refocus: true });
  if (item.dataset.url) open(item.dataset.url, "_blank", "noopener");
  pressed(item.closest(".overflow"), [item.dataset.value]);
}

function showTrouble(root, words) {
  const block = root.closest(".block");
  block?.querySelector(":scope > .press-trouble")?.remove();
  if (!words || !block) return;
  const note = document.createElement("p");
  note.className = "press-trouble";
  note.setAttribute("role", "alert");
  note.dataset.testid = "press-trouble";
  note.textContent = words;
  block.append(note);
}
