import { bind } from "./keys.js";

/** Opens a dialog of the page; focus goes back by itself when it closes. */
export function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("click", event => {
  const opener = event.target.closest("[data-opens]");
  if (opener) open(opener.dataset.opens);
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
bind("?", () => open("keys"));
