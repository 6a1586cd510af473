// Hears what changed and fetches those parts again; a burst of changes is fetched once.
import { act, here, partOf } from "./wire.js";
import { patch } from "./patch.js";
import { isPopoverOpen, whenClosed } from "./popover.js";
import { markUnread } from "./unread.js";
import { toast } from "./toast.js";

const AT_BOTTOM = 48;
const wanted = new Set();
const drawn = new Map();
let asked = 0;
let timer = 0;
let wasLost = false;

export function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/as/${here.person}/live`);
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = () => {
    if (!wasLost) toast("The connection to the workspace was lost. Trying again …");
    wasLost = true;
    setTimeout(listen, 1500);
  };
}

/** Fetches parts now and resolves when they stand on the page. */
export async function refresh(...names) {
  await Promise.all(names.map(refreshPart));
}

/** A log whose end is in sight follows what is new; one that was scrolled up stays where it is read. */
export function followEnd(log) {
  log.addEventListener("scroll", () => {
    log.dataset.away = log.scrollHeight - log.scrollTop - log.clientHeight < AT_BOTTOM ? "" : "yes";
  });
  log.addEventListener("load", () => stayAtBottom(log), { capture: true });
  stayAtBottom(log);
}

export function stayAtBottom(log) {
  if (!log.dataset.away) log.scrollTop = log.scrollHeight;
}

export function goToBottom(log) {
  log.dataset.away = "";
  stayAtBottom(log);
}

function hear(change) {
  if (change.kind === "listening") return catchUp();
  for (const part of partsOf(change)) wanted.add(part);
  if (change.kind === "message_posted") markUnread(change);
  clearTimeout(timer);
  timer = setTimeout(fetchWanted, 30);
}

/** Between drawing the page and hearing, something may have happened. */
function catchUp() {
  document.body.dataset.live = "yes";
  wasLost = false;
  if (here.app) act("open-home", { app_id: here.app, tab: here.tab });
  return refresh("messages", "thread", "home", "modal");
}

function partsOf(change) {
  if (change.kind === "modal_changed") return ["modal"];
  if (change.kind === "home_changed") return ["home"];
  if (change.kind === "channel_changed") return ["sidebar", "heading", "messages"];
  return change.channel_id === here.place ? ["messages", "thread"] : ["sidebar"];
}

function fetchWanted() {
  const names = [...wanted];
  wanted.clear();
  refresh(...names).catch(() => toast("This page could not be brought up to date. Reload it."));
}

async function refreshPart(name) {
  const part = document.getElementById(`part-${name}`);
  if (!part) return;
  const turn = ++asked;
  let html = await partOf(name);
  while (name !== "modal" && isPopoverOpen()) {
    await whenClosed();
    html = await partOf(name);
  }
  if (turn < (drawn.get(name) ?? 0)) return; // a later answer was faster, and stands already
  drawn.set(name, turn);
  patch(part, html);
  if (part.matches(".messages")) stayAtBottom(part);
  part.dispatchEvent(new CustomEvent("patched", { bubbles: true }));
}
