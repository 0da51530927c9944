import { printableLine } from "./printable.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

const Shown = 44;

async function write(value) {
  try {
    await navigator.clipboard.writeText(value);
    toast(text("copied", printableLine(value.split("\n")[0]).slice(0, Shown)));
  } catch {
    toast(text("copyFailed"));
  }
}

// data-copy: a text to copy; data-copy-from: an address whose text to copy; data-copy-link: the page's own address.
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy], [data-copy-from], [data-copy-link]");
  if (!button) return;
  if (button.dataset.copy !== undefined) return write(button.dataset.copy);
  if (button.dataset.copyLink !== undefined) return write(location.href);
  try {
    const response = await fetch(button.dataset.copyFrom);
    if (!response.ok) throw new Error(response.statusText);
    await write(await response.text());
  } catch (error) {
    toast(text("loadFailed", error.message));
  }
});
