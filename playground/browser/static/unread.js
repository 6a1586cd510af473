// Channels with something new, remembered for this tab until they are visited.
import { here } from "./wire.js";

const shelf = `unread-${here.person}`;
const unread = new Set(JSON.parse(sessionStorage.getItem(shelf) ?? "[]"));

export function markUnread({ channel_id: channel }) {
  if (channel === here.place) return;
  unread.add(channel);
  show();
}

export function show() {
  unread.delete(here.place);
  sessionStorage.setItem(shelf, JSON.stringify([...unread]));
  for (const place of document.querySelectorAll(".place[data-channel]")) {
    place.classList.toggle("unread", unread.has(place.dataset.channel));
  }
}
