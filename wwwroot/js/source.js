import { printable } from "./printable.js";
import { text } from "./texts.js";
import { toast } from "./toast.js";

// The source tab: the octets as received, the first 256 KiB unless the reader asks for all.
const First = 256 * 1024;
const LinesAtOnce = 2000;

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
  return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
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

async function fill(target, source) {
  const lines = source.split(/\r\n|\n/);
  let inHeader = true;
  target.replaceChildren();
  for (let at = 0; at < lines.length; at += LinesAtOnce) {
    const block = document.createElement("section");
    for (const content of lines.slice(at, at + LinesAtOnce)) {
      if (content === "") inHeader = false;
      block.append(line(content, inHeader));
    }
    target.append(block);
    await new Promise(requestAnimationFrame);
  }
}

/** Loads the source when its tab is first shown. */
export async function prepareSource(pane) {
  const target = pane.querySelector("[data-source]");
  if (!target || target.dataset.loaded) return;
  target.dataset.loaded = "true";
  const more = target.parentElement.querySelector(".src-more");
  try {
    await fill(target, await read(target.dataset.source, First));
    more.hidden = Number(target.dataset.size) <= First;
    more.querySelector("button").onclick = async () => {
      more.hidden = true;
      await fill(target, await read(target.dataset.source, Infinity));
    };
  } catch (error) {
    delete target.dataset.loaded;
    toast(text("loadFailed", error.message));
  }
}
