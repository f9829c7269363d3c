/** POSIX 2.2.2: nothing is special between single quotes but the quote itself. */
export function quoteShell(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In PowerShell's single-quoted strings every kind of single quote ends the string: double them. */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
