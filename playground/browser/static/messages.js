// Tools that appear on a message, reactions, deleting one's own, message and global shortcuts.
import { act, here } from "./wire.js";
import { closePopover, isPopoverOpen } from "./popover.js";
import { toast } from "./toast.js";

const tools = document.getElementById("message-tools").content.firstElementChild.cloneNode(true);

export function wireMessages() {
  document.addEventListener("mouseover", ({ target }) => offerTools(target.closest?.("[data-message]")));
  document.addEventListener("focusin", ({ target }) => offerTools(target.closest?.("[data-message]")));
  document.addEventListener("click", (event) => {
    const reaction = event.target.closest("[data-react]");
    if (reaction) run("react", { ...messageOf(reaction), name: reaction.dataset.react });
    const item = event.target.closest("[data-message-shortcut]");
    if (item) run("message-shortcut", { ...messageOf(item), app_id: item.dataset.app, callback_id: item.dataset.messageShortcut });
    const deleted = event.target.closest("[data-delete]");
    if (deleted) run("delete", messageOf(deleted));
    const global = event.target.closest("[data-global-shortcut]");
    if (global) run("global-shortcut", { app_id: global.dataset.app, callback_id: global.dataset.globalShortcut });
  });
}

function offerTools(message) {
  if (!message || tools.parentElement === message || tools.contains(document.activeElement) || isPopoverOpen()) return;
  if (message.dataset.lasting !== "yes") return tools.remove();
  tools.querySelector("[data-reply]").href = `/as/${here.person}/${message.dataset.channel}?thread=${message.dataset.threadTs}`;
  const more = tools.querySelector(".tools-more");
  const isMine = message.dataset.mine === "yes";
  more.querySelector("[data-delete]").hidden = !isMine;
  more.hidden = !isMine && !more.querySelector("[data-message-shortcut]");
  message.append(tools);
}

function messageOf(element) {
  const { channel, ts } = element.closest("[data-message]").dataset;
  return { channel_id: channel, ts };
}

async function run(name, asked) {
  closePopover();
  const outcome = await act(name, asked);
  if (!outcome.ok) toast(outcome.trouble);
}
