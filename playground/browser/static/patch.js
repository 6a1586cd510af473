// A part of the page takes its new form; what did not change stays the same element, with its focus and its entries.
import { carriedEntries, restoreEntries } from "./entries.js";

export function patch(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  reconcile(part, fresh.content);
}

function reconcile(parent, wanted) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const next of [...wanted.children]) {
    const old = known.get(next.dataset.key);
    known.delete(next.dataset.key);
    if (old && old === place) place = old.nextElementSibling;
    const settled = old ? settle(old, next) : next;
    if (settled.parentElement !== parent || settled.nextElementSibling !== place) parent.insertBefore(settled, place);
  }
  for (const gone of known.values()) gone.remove();
}

function settle(old, next) {
  if ("nest" in next.dataset) {
    reconcile(old, next);
    return old;
  }
  if (old.dataset.print === next.dataset.print) return old;
  const entries = carriedEntries(old);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(next);
  restoreEntries(next, entries);
  if (focused) document.getElementById(focused)?.focus();
  return next;
}
