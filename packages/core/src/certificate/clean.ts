/**
 * Text out of a certificate, a file or a server, made fit for a terminal, a path segment or a log:
 * control characters, line separators, and whatever is not seen (directions, joiners, fillers, tags)
 * become U+FFFD. They can hide or rewrite what a person reads (Unicode TR 36, 3.1; CVE-2021-42574).
 *
 * A variation selector stays behind what it is for: in Japanese names it tells which form of a kanji
 * is meant (葛 and U+E0100; UTS 37), and behind a pictograph it is what an input method writes.
 */
export function cleanText(text: string): string {
  // Nearly all are; and the pattern below takes longer to compile than `check` for a certificate.
  if (/^[ -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]*$/.test(text)) return text;
  return text.replaceAll(
    /(?![\ufe00-\ufe02\ufe0e\ufe0f\u{e0100}-\u{e01ef}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]|(?<!\p{Ideographic})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|(?<!\p{ExtPict})[\ufe0e\ufe0f]/gu,
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
