// The question an app wants asked before an element acts. Its texts were drawn, and made safe, by the server.
export function confirmed({ title, text, confirm, deny, style }) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  dialog.dataset.testid = "confirm";
  dialog.innerHTML = `
    <h2>${title}</h2>
    <div class="prose">${text}</div>
    <div class="confirm-foot">
      <button type="button" class="button" value="no" data-testid="confirm-deny">${deny}</button>
      <button type="button" class="button ${style === "danger" ? "danger" : "primary"}" value="yes" data-testid="confirm-yes">${confirm}</button>
    </div>`;
  document.body.append(dialog);
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) dialog.close(button.value);
  });
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
