import { eastAsianWidth } from 'get-east-asian-width';

/**
 * How many columns of a terminal a text takes: full-width forms two, combining marks (the voiced
 * sound marks of macOS file names, for example) and joiners none. Ambiguous ones take one, as
 * terminals with a UTF-8 locale have it.
 */
export function textWidth(painted: string): number {
  if (/^[ -~]*$/.test(painted)) return painted.length;
  const text = plain(painted);
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

/** Without the escapes of colours, which take no column. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what a colour begins with
  return text.replaceAll(/\u001B\[[0-9;]*m/g, '');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/** At most `width` columns; what was cut off shows as `…`. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += textWidth(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}
