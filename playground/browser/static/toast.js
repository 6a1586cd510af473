// Short notices at the foot of the page.
const SHOWN_FOR = 6000;

export function toast(words) {
  const note = document.createElement("p");
  note.className = "toast";
  note.dataset.testid = "toast";
  note.textContent = words;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), SHOWN_FOR);
}
