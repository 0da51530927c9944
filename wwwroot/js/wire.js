import { call } from "./api.js";

// The wire strip: one session as a barcode. Client ticks go up, replies down, content is a block; x = (t/T)^0.62.
const Space = "http://www.w3.org/2000/svg";
const Lines = 200;
const cache = new Map();

function shape(name, attributes) {
  const element = document.createElementNS(Space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function tick(line, x, middle, height) {
  if (line.from === "client") return shape("line", { class: "c", x1: x, x2: x, y1: middle - 1, y2: 2, "stroke-width": 1.5 });
  if (line.note === "content") return shape("rect", { class: "d", x, y: 2, width: 12, height: middle - 2, rx: 1 });
  const bad = line.reply?.class >= 4;
  return shape("line", { class: `r${line.reply?.class ?? 0}`, x1: x, x2: x, y1: middle + 1, y2: bad ? height : height - 2, "stroke-width": bad ? 2.4 : 1.5 });
}

/** Draws lines into a strip. */
export function drawWire(svg, lines, live) {
  const { width, height } = svg.viewBox.baseVal;
  const middle = height / 2;
  const events = lines.filter(line => line.from !== "event" || line.note === "content");
  const end = events.at(-1)?.at || 1;
  const parts = [shape("line", { class: "base", x1: 0, x2: width, y1: middle, y2: middle })];
  let last = -9;
  for (const line of events) {
    const x = Math.max((line.at / end) ** 0.62 * (width - 18) + 2, last + 2.6);
    if (x > width - 2) break;
    parts.push(tick(line, line.note === "content" ? Math.min(x, width - 16) : x, middle, height));
    last = line.note === "content" ? x + 11 : x;
  }
  if (live) parts.push(shape("circle", { class: "now", cx: Math.min(last + 8, width - 3), cy: middle, r: 2.5 }));
  svg.replaceChildren(...parts);
}

async function load(svg) {
  const id = svg.dataset.wire;
  if (!id) return;
  if (!cache.has(id)) cache.set(id, call("GET", `/sessions/${id}/lines?limit=${Lines}`).then(page => page.items ?? page));
  try {
    drawWire(svg, await cache.get(id), false);
  } catch {
    cache.delete(id);
  }
}

const seen = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    load(target);
  }
});

/** Draws the strips below an element as they come into view. */
export function drawWires(root) {
  for (const svg of root.querySelectorAll("[data-wire]")) seen.observe(svg);
}

/** Forgets what a session looked like: it went on. */
export const forgetWire = id => cache.delete(id);
