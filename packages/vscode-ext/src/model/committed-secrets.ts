/** Whether a file of this name is a secret by its kind, may be one, or is none. */
export function secretByName(path: string): 'secret' | 'look-inside' | 'none' {
  if (/\.(?:p12|pfx)$/i.test(path)) return 'secret';
  return /\.(?:pem|key|crt|cer)$/i.test(path) ? 'look-inside' : 'none';
}

/** A private key in PEM, of whatever kind (RFC 7468 sections 10 and 11, and the older labels). */
export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text);
}

/** The `.gitignore` line for exactly this file: rooted, with the characters git gives a meaning escaped. */
export function ignoreLine(relativePath: string): string {
  const escaped = relativePath
    .replaceAll('\\', '/')
    .replaceAll(/[*?[\]\\]/g, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);
  return `/${escaped}`;
}
