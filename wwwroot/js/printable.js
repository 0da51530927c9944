// Captured text made fit to look at, as Printable.cs does: nothing invisible, nothing that turns the reading direction.
// eslint-disable-next-line no-control-regex
const special = /[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function visible(character) {
  const code = character.codePointAt(0);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** The text with controls and bidi marks made visible. */
export const printable = value => String(value ?? "").replaceAll("\r\n", "\n").replace(special, visible);

/** The same on one line. */
export const printableLine = value => printable(String(value ?? "").replace(/\r\n|[\r\n\u2028\u2029\u0085]/g, " "));
