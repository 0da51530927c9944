import { open } from "./dialogs.js";

// The jump list: pages and reply codes, all rendered by the server; here they are found and chosen.
const dialog = document.querySelector("[data-palette]");
const input = dialog.querySelector("input");
const options = [...dialog.querySelectorAll("[role=option]")];
const nothing = dialog.querySelector("p");

options.forEach((option, index) => { option.id = `jump-${index}`; });
const visible = () => options.filter(option => !option.hidden);

function choose(option) {
  for (const other of options) other.ariaSelected = String(other === option);
  input.setAttribute("aria-activedescendant", option?.id ?? "");
  option?.scrollIntoView({ block: "nearest" });
}

function find() {
  const wanted = input.value.trim().toLowerCase();
  for (const option of options) {
    option.hidden = wanted === "" ? "onlyFound" in option.dataset : !option.textContent.toLowerCase().includes(wanted);
  }
  for (const group of dialog.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
  nothing.hidden = visible().length > 0;
  choose(visible()[0]);
}

input.addEventListener("input", find);
dialog.addEventListener("keydown", event => {
  const shown = visible();
  const at = shown.findIndex(option => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length > 0) choose(shown[(at + step + shown.length) % shown.length]);
  else if (event.key === "Enter") shown[at]?.click();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open("palette");
  }
});
new MutationObserver(() => {
  if (!dialog.open) return;
  input.value = "";
  find();
  input.focus();
}).observe(dialog, { attributeFilter: ["open"] });
