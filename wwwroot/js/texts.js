// The texts of the page's language: the server's own table, embedded in the page.
const table = JSON.parse(document.getElementById("texts").textContent);

export const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** The text of a key with its {0} places filled. */
export function text(key, ...values) {
  const found = table[key];
  if (found === undefined) throw new Error(`No text for the key '${key}'.`);
  return found.replace(/\{(\d)\}/g, (_, place) => String(values[place]));
}

/** The text for a count: key.one or key.other, as the language's plural rule says. */
export const count = (key, number) => text(`${key}.${plurals.select(number) === "one" ? "one" : "other"}`, format(number));

/** A number as the reader writes it. */
export const format = number => numbers.format(number);
