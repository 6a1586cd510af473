// What a person has entered into the elements of a message or a view.
const READERS = {
  button: () => [],
  overflow: () => [],
  checkboxes: checked,
  radio_buttons: checked,
  datetimepicker: (root) => written(root).map(unixSeconds),
};

export const elementsIn = (root) => [...root.querySelectorAll("[data-element]")];

export function entryOf(root) {
  const read = READERS[root.dataset.element];
  if (read) return read(root);
  return root.classList.contains("picker") ? JSON.parse(root.dataset.picked) : written(root);
}

/** {block: {action: [strings]}} of every element around. */
export function typedIn(container) {
  const typed = {};
  for (const root of elementsIn(container)) {
    const { block, action, element } = root.dataset;
    if (element === "button" || element === "overflow") continue;
    (typed[block] ??= {})[action] = entryOf(root);
  }
  return typed;
}

export function carriedEntries(container) {
  return new Map(elementsIn(container).map((root) => [keyOf(root), root]));
}

export function restoreEntries(container, entries) {
  for (const root of elementsIn(container)) {
    const before = entries.get(keyOf(root));
    if (before) copyEntry(before, root);
  }
}

const keyOf = ({ dataset }) => `${dataset.block}\n${dataset.action}\n${dataset.element}`;

function copyEntry(before, after) {
  if (after.classList.contains("picker")) {
    after.dataset.picked = before.dataset.picked;
    after.querySelector(".picker-shown").innerHTML = before.querySelector(".picker-shown").innerHTML;
  }
  for (const [index, field] of fieldsOf(after).entries()) {
    const old = fieldsOf(before)[index];
    if (!old) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = wasChecked(before, field.value);
    else field.value = old.value;
  }
}

const fieldsOf = (root) => [...root.querySelectorAll("input:not(.picker-filter), textarea")];
const wasChecked = (root, value) => fieldsOf(root).some((field) => field.value === value && field.checked);

function checked(root) {
  return fieldsOf(root).filter((field) => field.checked).map((field) => field.value);
}

function written(root) {
  return fieldsOf(root).map((field) => field.value).filter((text) => text !== "");
}

/** Of a moment written in the reader's own zone, which need not be the browser's. */
function unixSeconds(text) {
  const asIfUtc = Date.parse(`${text}Z`);
  const there = new Date(asIfUtc).toLocaleString("sv", { timeZone: document.body.dataset.zone });
  const offset = Date.parse(`${there.replace(" ", "T")}Z`) - asIfUtc;
  return String((asIfUtc - offset) / 1000);
}
