// What could be meant: commands after a slash at the start, people after an at sign.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const commands = read("commands");
const people = read("people");
const MOST = 8;

const listOf = (form) => form.querySelector(".suggestions");
const offersOf = (form) => [...listOf(form).querySelectorAll('[role="option"]')];
const isOpen = (form) => !listOf(form).hidden;

export function suggest(form, field) {
  const offers = commandOffers(field) ?? peopleOffers(field) ?? [];
  if (!offers.length) return hideSuggestions(form, field);
  listOf(form).replaceChildren(...offers.slice(0, MOST).map(drawn));
  listOf(form).hidden = false;
  field.setAttribute("aria-expanded", "true");
  light(form, field, 0);
}

export function hideSuggestions(form, field) {
  listOf(form).hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

/** True when the key was meant for the list. */
export function steerSuggestions(event, form, field) {
  if (!isOpen(form)) return false;
  const at = offersOf(form).findIndex((offer) => offer.classList.contains("lit"));
  if (event.key === "ArrowDown") light(form, field, at + 1);
  else if (event.key === "ArrowUp") light(form, field, at - 1);
  else if (event.key === "Escape") hideSuggestions(form, field);
  else if (event.key === "Tab" || (event.key === "Enter" && !isWhole(form, field, at))) take(form, field, at);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

export function wireSuggestions() {
  document.addEventListener("mousedown", (event) => {
    const offer = event.target.closest('.suggestions [role="option"]');
    if (!offer) return;
    event.preventDefault();
    const form = offer.closest("form");
    take(form, form.querySelector("textarea"), offersOf(form).indexOf(offer));
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.("[data-composer]");
    if (form) hideSuggestions(form, event.target);
  });
}

function commandOffers(field) {
  const found = /^\/(\S*)$/.exec(beforeCaret(field));
  if (!found) return usageOffer(field);
  return commands
    .filter(({ name }) => name.slice(1).startsWith(found[1].toLowerCase()))
    .map(({ name, hint, description, app }) => ({ name, hint, about: description, from: app, words: `${name} `, back: found[0].length }));
}

/** After the command's name: what it takes, until something is typed. */
function usageOffer(field) {
  const found = /^(\/\S+) $/.exec(field.value);
  const command = found && commands.find(({ name }) => name === found[1]);
  if (!command?.hint) return null;
  return [{ name: command.name, hint: command.hint, about: command.description, from: command.app, words: "", back: 0 }];
}

function peopleOffers(field) {
  const found = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(beforeCaret(field));
  if (!found) return null;
  const wanted = found[1].toLowerCase();
  return people
    .filter(({ handle, name, label }) => [handle, name, label].some((word) => word.toLowerCase().includes(wanted)))
    .map(({ handle, name, label }) => ({ name: `@${handle}`, hint: "", about: name, from: label, words: `@${handle} `, back: found[1].length + 1 }));
}

const beforeCaret = (field) => field.value.slice(0, field.selectionStart);

function drawn({ name, hint, about, from, words, back }, index) {
  const offer = document.createElement("div");
  offer.setAttribute("role", "option");
  offer.id = `offer-${index}`;
  offer.dataset.testid = "suggestion";
  Object.assign(offer.dataset, { words, back });
  offer.append(spanned("offer-name", name), spanned("offer-hint", hint), spanned("offer-from", from), spanned("offer-about", about));
  return offer;
}

function spanned(tone, words) {
  const span = document.createElement("span");
  span.className = tone;
  span.textContent = words;
  return span;
}

function light(form, field, wanted) {
  const offers = offersOf(form);
  const at = (wanted + offers.length) % offers.length;
  for (const [index, offer] of offers.entries()) {
    offer.classList.toggle("lit", index === at);
    offer.setAttribute("aria-selected", String(index === at));
  }
  offers[at].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", offers[at].id);
}

/** Enter sends when there is nothing left to complete. */
function isWhole(form, field, at) {
  return offersOf(form)[at].dataset.words.trim() === beforeCaret(field).trim() || offersOf(form)[at].dataset.words === "";
}

function take(form, field, at) {
  const { words, back } = offersOf(form)[at].dataset;
  const caret = field.selectionStart;
  field.setRangeText(words, caret - Number(back), caret, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
