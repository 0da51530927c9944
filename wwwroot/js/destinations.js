import { address } from "./api.js";
import { bind } from "./keys.js";
import { toggleTheme } from "./theme.js";

// G and a letter go to a page; / goes to the page's search field.
const pages = { i: "/", s: "/sessions", f: "/reference" };
for (const [key, path] of Object.entries(pages)) bind(`g ${key}`, () => location.assign(address(path)));
bind("g", () => {});
bind("Shift D", toggleTheme);
bind("/", () => {
  const field = document.querySelector("[data-find]");
  field?.focus();
  return Boolean(field);
});
