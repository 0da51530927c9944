import { text } from "./texts.js";

/** Octets as people read them, as Sizes.cs does. */
export function size(octets) {
  const round = (value, digits) => String(Number(value.toFixed(digits)));
  if (octets < 1024) return `${octets} B`;
  if (octets < 1024 ** 2) return `${round(octets / 1024, 1)} KB`;
  if (octets < 1024 ** 3) return `${round(octets / 1024 ** 2, 1)} MB`;
  return `${round(octets / 1024 ** 3, 2)} GB`;
}

/** A duration in milliseconds. */
export function duration(ms) {
  if (ms < 1000) return text("ms", ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms));
  return text("s", (ms / 1000).toFixed(ms < 10000 ? 2 : 1));
}

/** Time since the start of a session, as its transcript shows it. */
export const offset = ms => `+${(ms / 1000).toFixed(ms < 10000 ? 3 : 2)}`;

/** One of twelve colours for a name, as Stamp.cs does. */
export function hue(name, address) {
  let hash = 7;
  for (const unit of (address.slice(address.lastIndexOf("@") + 1) + name.slice(0, 1)).split("")) hash = (hash * 31 + unit.charCodeAt(0)) % 360;
  return `hue-${Math.trunc(hash / 30)}`;
}

/** One or two letters for a name, as Stamp.cs does. */
export function initials(name) {
  if (!name) return "?";
  if (name.charCodeAt(0) >= 0x2e80) return [...name][0];
  const words = name.split(/[ \-._@]/).filter(Boolean).slice(0, 2);
  return words.map(word => (/^[\p{L}\p{N}]/u.test(word) ? word[0].toUpperCase() : "?")).join("");
}
