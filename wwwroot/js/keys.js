// Single-letter keys. They rest in fields, with modifiers, in dialogs, during composition, and when the reader turned them off.
const bindings = new Map();
const Store = "mailsink-single-keys";
const Sequence = 900;
let prefix = { key: "", at: 0 };

/** Binds a key ("j", "#", "Shift D") or a sequence ("g i"). The action answers false to let the key pass. */
export const bind = (key, action) => bindings.set(key, action);

const enabled = () => localStorage.getItem(Store) !== "off";

function rests(event) {
  return event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !enabled()
    || event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || rests(event)) return;
  const key = event.key.length === 1 && event.shiftKey && /[a-z]/i.test(event.key) ? `Shift ${event.key.toUpperCase()}` : event.key;
  const sequence = performance.now() - prefix.at < Sequence ? `${prefix.key} ${key}` : "";
  const action = bindings.get(sequence) ?? bindings.get(key);
  prefix = { key, at: performance.now() };
  if (action && action(event) !== false) event.preventDefault();
});

for (const box of document.querySelectorAll("[data-single-keys]")) {
  box.checked = enabled();
  box.addEventListener("change", () => localStorage.setItem(Store, box.checked ? "on" : "off"));
}
