/** How the bytes of a settings file stand for characters. `unknown`: neither UTF-8 nor Shift_JIS. */
export type Encoding = 'utf-8' | 'shift_jis' | 'unknown';

/** One line by its byte offsets: content from `start` to `end`, line end from `end` to `next`. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * A settings file that is read line by line and never printed again as a whole: what is not edited
 * stays as bytes.
 */
export interface SettingsText {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  /**
   * One character a byte, so that offsets are byte offsets. Bytes of a character beyond ASCII are
   * masked as U+0080: the second byte of a Shift_JIS character may be `\` or `|` and means neither.
   */
  readonly mask: string;
  readonly lines: readonly Line[];
  /** The line end of most lines; LF for a file without any. */
  readonly lineEnd: '\n' | '\r\n';
}

/** A settings file has a few kilobytes. */
const mostBytes = 1024 * 1024;

/**
 * Null for what is too large, for UTF-16, for what has NUL bytes, and for a CR alone, which is a
 * line end to some readers only: no settings file of the facts is written that way.
 */
export function readSettingsText(bytes: Uint8Array): SettingsText | null {
  if (bytes.length > mostBytes) return null;
  if (bytes.includes(0) || (bytes[0] === 0xff && bytes[1] === 0xfe)) return null;
  const encoding = encodingOf(bytes);
  const mask = maskOf(bytes, encoding);
  if (/\r(?!\n)/.test(mask)) return null;
  const lines = linesOf(mask, startsWithBom(bytes) ? 3 : 0);
  const crlf = lines.filter(({ end, next }) => next - end === 2).length;
  const lf = lines.filter(({ end, next }) => next - end === 1).length;
  return { bytes, encoding, mask, lines, lineEnd: crlf > lf ? '\r\n' : '\n' };
}

/** The characters of a part; null when they cannot be told. */
export function decodePart(text: SettingsText, start: number, end: number): string | null {
  const part = text.bytes.subarray(start, end);
  if (text.encoding === 'unknown') {
    return part.some((byte) => byte >= 0x80) ? null : Buffer.from(part).toString('latin1');
  }
  return decodeAs(text.encoding, part);
}

/** The text in the file's own encoding; null when it has no such character. */
export function encodeFor(text: SettingsText, value: string): Uint8Array | null {
  if (/^[\0-\x7f]*$/.test(value)) return Buffer.from(value, 'latin1');
  if (text.encoding === 'utf-8') return value.isWellFormed() ? Buffer.from(value, 'utf8') : null;
  return text.encoding === 'shift_jis' ? encodeShiftJis(value) : null;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (decodeAs('utf-8', bytes) !== null) return 'utf-8';
  return decodeAs('shift_jis', bytes) === null ? 'unknown' : 'shift_jis';
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function startsWithBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function maskOf(bytes: Uint8Array, encoding: Encoding): string {
  const masked = Buffer.from(bytes);
  for (let i = 0; i < masked.length; i += 1) {
    const byte = masked[i] ?? 0;
    if (byte < 0x80) continue;
    masked[i] = 0x80;
    if (encoding === 'shift_jis' && isLeadByte(byte) && i + 1 < masked.length) {
      i += 1;
      masked[i] = 0x80;
    }
  }
  return masked.toString('latin1');
}

/** JIS X 0208 annex 1 and the vendor rows of Windows-31J; A1–DF are single-byte katakana. */
function isLeadByte(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function linesOf(mask: string, first: number): readonly Line[] {
  const lines: Line[] = [];
  let start = first;
  while (start < mask.length) {
    const lf = mask.indexOf('\n', start);
    const next = lf < 0 ? mask.length : lf + 1;
    const raw = lf < 0 ? mask.length : lf;
    const end = raw > start && lf >= 0 && mask[raw - 1] === '\r' ? raw - 1 : raw;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

let shiftJis: ReadonlyMap<string, readonly number[]> | null = null;

function encodeShiftJis(value: string): Uint8Array | null {
  shiftJis ??= shiftJisTable();
  const bytes: number[] = [];
  for (const character of value) {
    const code = character.charCodeAt(0);
    const encoded = code < 0x80 ? [code] : shiftJis.get(character);
    if (encoded === undefined) return null;
    bytes.push(...encoded);
  }
  return Uint8Array.from(bytes);
}

/** The decoder turned round; Node has no Shift_JIS encoder. The first of several codes is taken. */
function shiftJisTable(): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]) => {
    const character = decodeAs('shift_jis', Uint8Array.from(bytes));
    if (character !== null && Array.from(character).length === 1 && !table.has(character)) {
      table.set(character, bytes);
    }
  };
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) add(byte);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (!isLeadByte(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) add(lead, trail);
  }
  return table;
}
