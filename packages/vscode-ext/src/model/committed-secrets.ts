/** Whether a file of this name is a secret by its kind, may be one, or is none. */
export function secretByName(path: string): 'secret' | 'look-inside' | 'none' {
  if (/\.(?:p12|pfx)$/i.test(path)) return 'secret';
  return /\.(?:pem|key|crt|cer)$/i.test(path) ? 'look-inside' : 'none';
}

/**
 * The `.gitignore` line for exactly this file: rooted, with the characters git gives a meaning
 * escaped.
 */
export function ignoreLine(relativePath: string): string {
  const escaped = relativePath
    .replaceAll('\\', '/')
    .replaceAll(/[*?[\]\\]/g, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);
  return `/${escaped}`;
}
