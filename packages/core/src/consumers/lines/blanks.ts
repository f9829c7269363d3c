/*
 * Looked for by hand: the same as a regular expression (`.*?[ \t]+#`) takes time that grows with the
 * square of a line's length, and a settings file may be anybody's.
 */

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** Without blanks at its end. */
export function withoutEndBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** What stands before ` #` and the blanks before it; a `#` without a blank before it is text. */
export function beforeComment(text: string): string {
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (isBlank(text[at - 1])) return withoutEndBlanks(text.slice(0, at));
  }
  return withoutEndBlanks(text);
}

/** Where the first colon stands that ends a YAML key: a blank or the line's end is behind it. */
export function keyColon(text: string): number {
  const comment = text.indexOf('#');
  for (let at = text.indexOf(':', 1); at >= 0; at = text.indexOf(':', at + 1)) {
    if (comment >= 0 && at > comment) return -1;
    if (at + 1 === text.length || isBlank(text[at + 1])) return at;
  }
  return -1;
}
