// Wires the page; everything here works on what the server drew.
import { wireComposers, fillComposer } from "./composer.js";
import { wireElements } from "./elements.js";
import { followEnd, listen } from "./live.js";
import { wireMessages } from "./messages.js";
import { wireModals } from "./modal.js";
import { wirePickers } from "./picker.js";
import { wirePlaces } from "./places.js";
import { wirePopovers } from "./popover.js";
import { wireSuggestions } from "./suggestions.js";
import { wireTour } from "./tour.js";
import { show as showUnread } from "./unread.js";

for (const wire of [wirePopovers, wirePickers, wireElements, wireModals, wireSuggestions, wireComposers, wireMessages, wireTour, wirePlaces]) wire();

for (const log of document.querySelectorAll(".messages")) followEnd(log);
const draft = new URLSearchParams(location.search).get("draft");
if (draft && fillComposer(draft)) history.replaceState(null, "", location.pathname);
document.addEventListener("patched", showUnread);
showUnread();
listen();
