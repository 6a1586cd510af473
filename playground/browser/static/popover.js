// Menus and lists that open on a click, close on Escape or a click elsewhere, and are walked with the arrow keys.
let opened = null;
const waiting = [];

export const isPopoverOpen = () => opened !== null;

/** What stands under an open menu stays as it is until that one is closed. */
export const whenClosed = () => new Promise((resolve) => (opened ? waiting.push(resolve) : resolve()));

export function openPopover(opener, popover, { focusFirst = true } = {}) {
  closePopover();
  popover.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  opened = { opener, popover };
  keepInSight(opener, popover);
  if (focusFirst) itemsOf(popover)[0]?.focus();
}

export function closePopover({ refocus = false } = {}) {
  if (!opened) return;
  const { opener, popover } = opened;
  opened = null;
  popover.hidden = true;
  popover.removeAttribute("style");
  opener.setAttribute("aria-expanded", "false");
  if (refocus) opener.focus();
  for (const resolve of waiting.splice(0)) resolve();
}

/** Fixed to the window, so that no scrolling box cuts it off. */
function keepInSight(opener, popover) {
  const from = opener.getBoundingClientRect();
  const roomBelow = innerHeight - from.bottom;
  const opensUp = roomBelow < Math.min(popover.scrollHeight + 12, 320) && from.top > roomBelow;
  popover.style.maxHeight = `${Math.min(440, (opensUp ? from.top : roomBelow) - 12)}px`;
  popover.style.minWidth = `${Math.min(from.width, 640)}px`;
  popover.style.left = `${Math.max(8, Math.min(from.left, innerWidth - popover.offsetWidth - 8))}px`;
  popover.style.top = opensUp ? "auto" : `${from.bottom + 4}px`;
  popover.style.bottom = opensUp ? `${innerHeight - from.top + 4}px` : "auto";
}

const itemsOf = (popover) => [...popover.querySelectorAll('[role="menuitem"]')];

function walk(event) {
  const items = itemsOf(opened.popover);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!items.length || !step) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}

export function wirePopovers() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-popover], .overflow-open");
    if (opener) {
      const popover = opener.parentElement.querySelector(".popover");
      if (popover.hidden) openPopover(opener, popover);
      else closePopover();
    } else if (opened && !opened.popover.contains(event.target) && !opened.opener.contains(event.target)) closePopover();
  });
  document.addEventListener("keydown", (event) => {
    if (!opened) return;
    if (event.key === "Escape") {
      event.stopImmediatePropagation();
      closePopover({ refocus: true });
    } else if (event.key === "Enter" && document.activeElement.matches('[role="menuitem"]:not(a)')) {
      event.preventDefault();
      document.activeElement.click();
    } else walk(event);
  });
  document.addEventListener("patched", () => {
    if (opened && !opened.opener.isConnected) closePopover();
  });
  document.addEventListener("scroll", (event) => {
    if (opened && event.target.contains?.(opened.opener)) keepInSight(opened.opener, opened.popover);
  }, true);
}
