// The message field: it grows, sends on Enter, and suggests commands and people.
import { act, here } from "./wire.js";
import { goToBottom } from "./live.js";
import { toast } from "./toast.js";
import { hideSuggestions, steerSuggestions, suggest } from "./suggestions.js";

export function wireComposers() {
  for (const form of document.querySelectorAll("[data-composer]")) wire(form);
  document.querySelector('[data-testid="composer"]')?.focus();
}

export function fillComposer(words) {
  const field = document.querySelector('[data-testid="composer"]');
  if (!field) return false;
  field.value = words;
  field.focus();
  field.setSelectionRange(words.length, words.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function wire(form) {
  const field = form.querySelector("textarea");
  field.addEventListener("input", () => {
    grow(field);
    suggest(form, field);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (steerSuggestions(event, form, field)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send(form, field);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, field);
  });
  grow(field);
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
}

async function send(form, field) {
  const text = field.value.trim();
  if (!text) return;
  hideSuggestions(form, field);
  field.value = "";
  grow(field);
  goToBottom(document.getElementById(form.dataset.thread ? "part-thread" : "part-messages"));
  const outcome = await act("type", { channel_id: here.place, thread_ts: form.dataset.thread, text });
  if (outcome.ok) return;
  toast(outcome.trouble);
  if (!field.value) field.value = text;
}
