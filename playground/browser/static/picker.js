// Selects: a button that shows what is chosen and a list that narrows while one types.
import { closePopover, openPopover } from "./popover.js";
import { suggestedOptions } from "./wire.js";
import { placeOf, pressed } from "./elements.js";

const PAUSE = 200;
let asking = 0;
let round = 0;

const filterOf = (picker) => picker.querySelector(".picker-filter");
const optionsOf = (picker) => [...picker.querySelectorAll('[role="option"]')];
const shownOf = (picker) => optionsOf(picker).filter((option) => !option.hidden);
const pickedIn = (picker) => JSON.parse(picker.dataset.picked);

export function wirePickers() {
  document.addEventListener("click", (event) => {
    const picker = event.target.closest(".picker");
    if (!picker) return;
    const option = event.target.closest('[role="option"]');
    if (option) choose(picker, option);
    else if (event.target.closest(".picker-open")) toggle(picker);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".picker-filter")) narrow(event.target.closest(".picker"));
  });
  document.addEventListener("keydown", (event) => {
    const picker = event.target.closest?.(".picker");
    if (picker && event.target.matches(".picker-filter")) steer(event, picker);
  });
}

function toggle(picker) {
  const list = picker.querySelector(".popover");
  if (!list.hidden) return closePopover();
  filterOf(picker).value = "";
  narrow(picker);
  openPopover(picker.querySelector(".picker-open"), list, { focusFirst: false });
  filterOf(picker).focus({ preventScroll: true });
}

function narrow(picker) {
  if (picker.dataset.sourceKind === "external") return ask(picker);
  const wanted = filterOf(picker).value.trim().toLowerCase();
  for (const option of optionsOf(picker)) option.hidden = !option.textContent.toLowerCase().includes(wanted);
  settle(picker);
}

function ask(picker) {
  const query = filterOf(picker).value;
  clearTimeout(asking);
  if ([...query].length < Number(picker.dataset.least)) return tell(picker, `Type at least ${picker.dataset.least} characters`);
  asking = setTimeout(() => fetchOptions(picker, query), PAUSE);
}

async function fetchOptions(picker, query) {
  const mine = ++round;
  tell(picker, "Searching …");
  const { block, action } = picker.dataset;
  try {
    const html = await suggestedOptions({ ...placeOf(picker), block_id: block, action_id: action, query });
    if (mine !== round) return;
    picker.querySelector(".options").innerHTML = html;
    settle(picker);
  } catch {
    if (mine === round) tell(picker, "The app did not answer in time");
  }
}

function tell(picker, words) {
  const note = document.createElement("li");
  note.className = "no-options";
  note.setAttribute("role", "presentation");
  note.textContent = words;
  picker.querySelector(".options").replaceChildren(note);
}

function settle(picker) {
  const picked = new Set(pickedIn(picker));
  for (const option of optionsOf(picker)) option.setAttribute("aria-selected", String(picked.has(option.dataset.value)));
  const shown = shownOf(picker);
  const none = picker.querySelector(".no-options");
  if (none) none.hidden = shown.length > 0;
  for (const label of picker.querySelectorAll(".option-group")) label.hidden = !hasShown(label);
  lightUp(picker, shown[0]);
}

function hasShown(label) {
  for (let next = label.nextElementSibling; next && !next.matches(".option-group"); next = next.nextElementSibling) {
    if (next.matches('[role="option"]') && !next.hidden) return true;
  }
  return false;
}

function lightUp(picker, option) {
  for (const each of optionsOf(picker)) each.classList.toggle("lit", each === option);
  option?.scrollIntoView({ block: "nearest" });
}

function steer(event, picker) {
  const shown = shownOf(picker);
  const at = shown.findIndex((option) => option.classList.contains("lit"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    lightUp(picker, shown[(at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (shown[at]) choose(picker, shown[at]);
  } else if (event.key === "Tab") closePopover();
}

async function choose(picker, option) {
  const value = option.dataset.value;
  const several = picker.classList.contains("several");
  const before = pickedIn(picker);
  if (several) setPicked(picker, toggled(before, value), chips(picker, option, before.includes(value)));
  else setPicked(picker, [value], [chip(option)]);
  if (several) settle(picker);
  else closePopover({ refocus: true });
  if ("dispatch" in picker.dataset) await pressed(picker);
}

const toggled = (values, value) => (values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);

function chips(picker, option, isTakenAway) {
  const kept = [...picker.querySelectorAll(".chip")];
  const at = pickedIn(picker).indexOf(option.dataset.value);
  return isTakenAway ? kept.filter((_, index) => index !== at) : [...kept, chip(option)];
}

function chip(option) {
  const shown = document.createElement("span");
  shown.className = "chip";
  for (const node of option.childNodes) if (node.nodeName !== "SMALL") shown.append(node.cloneNode(true));
  return shown;
}

function setPicked(picker, values, shown) {
  const box = picker.querySelector(".picker-shown");
  picker.dataset.words ??= box.querySelector(".placeholder")?.textContent ?? "Choose an option";
  picker.dataset.picked = JSON.stringify(values);
  if (shown.length) return box.replaceChildren(...shown);
  const empty = document.createElement("span");
  empty.className = "placeholder";
  empty.textContent = picker.dataset.words;
  box.replaceChildren(empty);
}
