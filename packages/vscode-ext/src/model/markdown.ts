/**
 * Text from a certificate, a file or a server, for a Markdown string that may hold command links:
 * nothing in it becomes a link, an image, an icon, HTML or a table cell.
 */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~<>&$:@/"']/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/\s+/g, ' ');
}
