/** Quoted scalars of YAML 1.1 (5.6, 5.7, 7.3): what stands between the quotes, and back. */

const named: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

export function decodeSingle(inner: string): string {
  return inner.replaceAll("''", "'");
}

/** Null for an escape that YAML does not have. */
export function decodeDouble(inner: string): string | null {
  let valid = true;
  const decoded = inner.replaceAll(
    /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^]?))/g,
    (_match, x?: string, u?: string, long?: string, name?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        if (code <= 0x10ffff) return String.fromCodePoint(code);
      }
      const character = name === undefined ? undefined : named[name];
      if (character === undefined) valid = false;
      return character ?? '';
    },
  );
  return valid ? decoded : null;
}

// Beyond YAML's printable characters, those that end a line for some reader.
const needsEscape = /(?!\t)[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u;

/** Null when a character can only be written with an escape. */
export function writeSingle(value: string): string | null {
  return needsEscape.test(value) ? null : `'${value.replaceAll("'", "''")}'`;
}

/** `asItIs`: whether the file's encoding has the character; the others are escaped. */
export function writeDouble(value: string, asItIs: (character: string) => boolean): string {
  const written = Array.from(value, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (!needsEscape.test(character) && asItIs(character)) return character;
    if (character === '\n') return String.raw`\n`;
    if (character === '\r') return String.raw`\r`;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
    return `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${written.join('')}"`;
}
