// Modals: focus stays inside, Escape closes, submitting shows that it is under way.
import { act } from "./wire.js";
import { typedIn } from "./entries.js";
import { refresh } from "./live.js";
import { isPopoverOpen } from "./popover.js";

const FOCUSABLE = 'button:not([disabled]), a[href], input:not([type="hidden"]), textarea, [tabindex="0"]';
let before = null;
let shown = "";

const modal = () => document.querySelector(".modal");

export function wireModals() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".modal")) return;
    event.preventDefault();
    submit(event.target);
  });
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close]");
    if (closer) close(closer.dataset.close === "stack");
  });
  document.addEventListener("keydown", (event) => {
    if (!modal() || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && !isPopoverOpen()) close(false);
    if (event.key === "Tab") keepInside(event);
  });
  document.getElementById("part-modal").addEventListener("patched", takeFocus);
  takeFocus();
}

async function submit(form) {
  if (form.getAttribute("aria-busy") === "true") return;
  setBusy(form, true);
  await act("submit", { view_id: form.dataset.view, typed: typedIn(form) });
  await refresh("modal");
  setBusy(form, false);
  form.querySelector(".has-error :is(input, textarea, button)")?.focus();
}

function setBusy(form, isBusy) {
  form.setAttribute("aria-busy", String(isBusy));
  const button = form.querySelector('[type="submit"]');
  if (button) button.disabled = isBusy;
}

async function close(wholeStack) {
  const form = modal();
  if (!form) return;
  await act("close", { view_id: form.dataset.view, whole_stack: wholeStack });
  await refresh("modal");
}

function takeFocus() {
  const view = modal()?.dataset.view ?? "";
  if (view === shown) return;
  if (!shown) before = document.activeElement;
  shown = view;
  if (!view) return void before?.focus?.();
  const first = modal().querySelector("[autofocus]") ?? modal().querySelector(".modal-body :is(input, textarea, .picker-open)");
  (first ?? modal().querySelector(".modal-foot .button")).focus({ preventScroll: true });
}

function keepInside(event) {
  const stops = [...modal().querySelectorAll(FOCUSABLE)].filter((stop) => stop.offsetParent !== null);
  const [first, last] = [stops[0], stops.at(-1)];
  const isOutside = !modal().contains(document.activeElement);
  if (event.shiftKey ? document.activeElement === first || isOutside : document.activeElement === last || isOutside) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
