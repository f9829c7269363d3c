const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or attribute of XML 1.0, or of HTML, whose fourth version knew no `&apos;`. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}

export function unescapeMarkup(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(x?)([0-9a-f]+));/gi,
    (all, name: string | undefined, hex: string | undefined, digits: string | undefined) => {
      if (name !== undefined) return named[name] ?? all;
      const point = Number.parseInt(digits ?? '', hex === '' ? 10 : 16);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : all;
    },
  );
}
