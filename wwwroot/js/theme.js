// Light or dark: the system decides until the reader does. The choice is a cookie, so that the server's first octet has it.
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

function remember(theme) {
  const path = root.dataset.base || "/";
  document.cookie = `mailsink-theme=${theme ?? ""}; path=${path}; max-age=${theme ? 31536000 : 0}; samesite=lax`;
}

/** Switches; what the system would choose anyway is not remembered, so that it may change its mind later. */
export function toggleTheme() {
  const wanted = isDark() ? "light" : "dark";
  const same = (wanted === "dark") === system.matches;
  if (same) delete root.dataset.theme;
  else root.dataset.theme = wanted;
  remember(same ? null : wanted);
}

document.addEventListener("click", event => {
  if (event.target.closest("[data-theme-toggle]")) toggleTheme();
});
