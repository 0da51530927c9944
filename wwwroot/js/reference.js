import { fetchPane } from "./pane.js";
import { text } from "./texts.js";

// The reference: a code explained without a page load, a reply decoded, rows found.
const panel = document.querySelector("[data-explanation]");
const page = document.getElementById("main");

async function show(url, code) {
  panel.replaceChildren(await fetchPane(url, "explanation"));
  panel.classList.toggle("asked", new URL(url).searchParams.has("code"));
  for (const tile of page.querySelectorAll(".el[data-code]")) {
    if (tile.dataset.code === code) tile.setAttribute("aria-current", "true");
    else tile.removeAttribute("aria-current");
  }
}

page.addEventListener("click", async event => {
  const link = event.target.closest("a[data-code]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  await show(link.href, link.dataset.code);
});
addEventListener("popstate", () => show(location.href, new URLSearchParams(location.search).get("code") ?? "250"));

const input = page.querySelector("[data-decode]");
const output = page.querySelector("[data-decoded]");
const known = (name, value) => page.querySelector(`[${name}="${value}"]`)?.dataset.meaning ?? text("decode.unknown");

function piece(mark, meaning, kind) {
  const element = document.createElement("span");
  const sign = document.createElement(kind ? "span" : "code");
  const said = document.createElement("b");
  if (kind) sign.className = `code ${kind}`;
  sign.textContent = mark;
  said.textContent = meaning;
  element.append(sign, " ", said);
  return element;
}

function decode() {
  const found = /([2-5])(\d)(\d)(?:[ -]+(\d\.\d{1,3}\.\d{1,3}))?/.exec(input.value);
  if (!found) return output.replaceChildren(text("decode.none"));
  const [, first, second, third, enhanced] = found;
  const code = first + second + third;
  const part = "01235".includes(second) ? text(`second.${second}`) : text("decode.unknown");
  const pieces = [piece(code, known("data-code", code), `k${first}`), piece(`${first}yz`, text(`first.${first}`)), piece(`x${second}z`, part)];
  if (enhanced) pieces.push(piece(enhanced, known("data-enhanced", enhanced)));
  return output.replaceChildren(...pieces);
}
input.addEventListener("input", decode);
decode();

const search = page.querySelector("[data-find-rows]");
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  let any = false;
  for (const row of page.querySelectorAll("[data-row], .el")) {
    row.hidden = wanted !== "" && !`${row.textContent} ${row.dataset.meaning ?? ""}`.toLowerCase().includes(wanted);
    any ||= !row.hidden;
  }
  page.querySelector("[data-nothing]").hidden = any;
});
