/**
 * A name where there is little room: its beginning and its end, since those of one group of clinics
 * begin alike. The whole of it stands in the tree, and is what a screen reader is told.
 *
 * @param most columns, of which a Japanese character takes two
 * @example shortened('医療法人青葉会青葉台クリニック横浜支所', 20) // '医療法人青…横浜支所'
 */
export function shortened(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  const characters = Array.from(text);
  const tail = fitting(characters.toReversed(), Math.floor((most - 1) / 2)).toReversed();
  const head = fitting(characters, most - 1 - columnsOf(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

/** As many from the beginning as there is room for. */
function fitting(characters: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((one) => (used += columnsOf(one)) > room);
  return end === -1 ? characters : characters.slice(0, end);
}

export function columnsOf(text: string): number {
  return Array.from(text).length + (text.match(wide)?.length ?? 0);
}

/**
 * Kana, kanji, hangul and their full-width neighbours. The command line has a library for it, which
 * every window would load at its start (bundle.test.ts).
 */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{3FFFD}]/gu;
