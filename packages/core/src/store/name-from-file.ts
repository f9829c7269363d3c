/**
 * What a certificate may be called, from its file's path, whichever system it is of: `青葉台内科
 * (本院).p12` is 青葉台内科-本院, and `青葉台内科 (1).p12` is 青葉台内科, since that number is a
 * browser's. A proposal: it can be empty, or no name at all.
 */
export function nameFromFile(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? path;
  return file
    .replace(/\.[a-z0-9]{1,4}$/i, '')
    .normalize('NFC')
    .replace(/\s*[(（]\d+[)）]$/u, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[-._]+$/, '');
}
