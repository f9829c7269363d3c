/**
 * Text out of a certificate or a server, made fit for a terminal, a path segment or a log: control
 * characters, line separators and bidirectional overrides become U+FFFD. They can hide or rewrite
 * what a person reads (Unicode TR 36, 3.1; CVE-2021-42574).
 */
export function cleanText(text: string): string {
  // Most are; and the pattern below takes longer to compile than `check` takes for a certificate.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu,
    '\ufffd',
  );
}

/** Code points. RFC 5280, A.1: 64 for a common name; the others are never near this. */
const longest = { commonName: 64, value: 256, name: 1024 } as const;

/**
 * The same, and not longer than anything honest is: a certificate may say what it likes, and one with
 * a name of 60,000 characters made a table, a tooltip or a log line of a megabyte. What was cut off
 * shows as `…`; names are compared by their bytes, never by this.
 */
export function shortText(text: string, kind: keyof typeof longest): string {
  const most = longest[kind];
  if (text.length <= most) return cleanText(text);
  // Enough for as many pairs of surrogates; one that this cuts in two is beyond what is kept.
  const points = Array.from(text.slice(0, 2 * most + 2));
  const kept = cleanText(points.slice(0, most).join(''));
  return points.length > most ? `${kept}…` : kept;
}
