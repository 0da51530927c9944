import { printable } from "./printable.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

// The source tab: the octets as received, the first 256 KiB unless the reader asks for all.
const First = 256 * 1024;
const LinesAtOnce = 2000;

// The octets each source tab shows: findings name offsets into them.
const loaded = new WeakMap();
const filling = new WeakMap();

async function read(url, limit) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  const reader = response.body.getReader();
  const chunks = [];
  let octets = 0;
  while (octets < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    octets += value.length;
  }
  await reader.cancel();
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function line(content, inHeader) {
  const element = document.createElement("div");
  const name = inHeader && /^[!-9;-~]+:/.exec(content)?.[0];
  if (name) {
    const mark = document.createElement("span");
    mark.className = "hn";
    mark.textContent = name;
    element.append(mark, printable(content.slice(name.length)) || " ");
  } else {
    element.textContent = printable(content) || " ";
    if (/^--\S/.test(content)) element.className = "bnd";
  }
  return element;
}

async function fill(target, octets) {
  loaded.set(target, octets);
  const lines = new TextDecoder().decode(octets).split(/\r\n|\n/);
  let inHeader = true;
  target.replaceChildren();
  for (let at = 0; at < lines.length; at += LinesAtOnce) {
    const block = document.createElement("section");
    for (const [n, content] of lines.slice(at, at + LinesAtOnce).entries()) {
      if (content === "") inHeader = false;
      const element = line(content, inHeader);
      // No counter of CSS: content-visibility keeps those to what they count in.
      element.dataset.n = at + n + 1;
      block.append(element);
    }
    target.append(block);
    await new Promise(requestAnimationFrame);
  }
}

/** Loads the source when its tab is first shown. */
export function prepareSource(pane) {
  const target = pane.querySelector("[data-source]");
  if (target && !filling.has(target)) filling.set(target, load(target));
  return filling.get(target);
}

async function load(target) {
  const more = target.parentElement.querySelector(".src-more");
  try {
    await fill(target, await read(target.dataset.source, First));
    more.hidden = Number(target.dataset.size) <= First;
    more.querySelector("button").onclick = async () => {
      more.hidden = true;
      await fill(target, await read(target.dataset.source, Infinity));
    };
  } catch (error) {
    filling.delete(target);
    toast(text("loadFailed", error.message));
  }
}

/** Shows the line in which an octet of the source stands. */
export async function showOctet(pane, offset) {
  await prepareSource(pane);
  const target = pane.querySelector("[data-source]");
  const octets = loaded.get(target);
  if (!octets) return;
  if (offset > octets.length) return toast(text("farAway"));
  let number = 0;
  for (let at = octets.indexOf(10); at >= 0 && at < offset; at = octets.indexOf(10, at + 1)) number++;
  const line = target.children[Math.floor(number / LinesAtOnce)]?.children[number % LinesAtOnce];
  for (const marked of target.querySelectorAll(".at")) marked.classList.remove("at");
  line?.classList.add("at");
  line?.scrollIntoView({ block: "center" });
}
