import type { OpeningNote } from '../words/notes.ts';

/** One password in the two forms that PKCS#12 asks for. */
export interface PasswordForm {
  /** UTF-16BE with two zero bytes (RFC 7292 B.1); zero bytes at all for the null password. */
  readonly wide: Uint8Array;
  /** UTF-8, no terminator (RFC 8018; RFC 9579 section 5). Also for PBES1. */
  readonly narrow: Uint8Array;
}

export interface PasswordCandidate extends PasswordForm {
  /** The text a person would type; differs from what was given by a line end at most. */
  readonly text: string;
  readonly note: OpeningNote | null;
}

/** UTF-16BE with terminator; characters beyond the BMP become surrogate pairs. */
export function wide(text: string): Uint8Array {
  const bytes = Buffer.from(`${text}\0`, 'utf16le');
  return bytes.swap16();
}

/** A password as everybody should write it. */
export function passwordForm(text: string): PasswordForm {
  return { wide: wide(text), narrow: Buffer.from(text, 'utf8') };
}

/**
 * What a password can mean, likeliest first: exactly as given; without one line end, when it came
 * out of a text file; then both in the encodings that producers get wrong.
 */
export function passwordForms(given: string): readonly [PasswordCandidate, ...PasswordCandidate[]] {
  const first = { ...passwordForm(given), text: given, note: null };
  const shorter = given.replace(/\r?\n$|\r$/, '');
  if (shorter === given) return [first, ...otherSpellings(given)];
  return [
    first,
    { ...passwordForm(shorter), text: shorter, note: 'password-line-end-dropped' },
    ...otherSpellings(shorter),
    ...otherSpellings(given),
  ];
}

/** Encodings of a password that are not the right ones, as broken producers use them. */
export function otherSpellings(text: string): readonly PasswordCandidate[] {
  if (text === '') {
    // Null instead of zero-length: RFC 7292 B.1 leaves it open; OpenSSL tries both.
    const nothing = new Uint8Array();
    return [{ wide: nothing, narrow: nothing, text, note: 'password-empty-as-null' }];
  }
  if (/^[\0-\x7f]*$/.test(text)) return [];
  const shiftJis = encodeShiftJis(text);
  const forms = [
    // OpenSSL on a Japanese Windows console: each byte of Shift_JIS as one character.
    ...(shiftJis === null ? [] : [rawBytes(shiftJis)]),
    // OpenSSL 1.0 and older: each byte of UTF-8 as one character.
    rawBytes(Buffer.from(text, 'utf8')),
    { wide: wide(text), narrow: forgeBytes(text) },
    // GnuTLS composes (NFC); keyboards and file names of macOS can be decomposed.
    ...['NFC', 'NFD']
      .map((normalization) => text.normalize(normalization))
      .filter((normalized) => normalized !== text)
      .map((normalized) => passwordForm(normalized)),
  ];
  const note = 'password-alternative-encoding';
  return forms.map(({ wide: forOld, narrow }) => ({ wide: forOld, narrow, text, note }));
}

/**
 * node-forge (1.4) hands PBKDF2 the UTF-16 units as if they were bytes; four at a time are put into
 * a 32-bit word, where the upper half of a unit runs over into the byte before it.
 */
function forgeBytes(text: string): Uint8Array {
  const unit = (index: number) => (index < text.length ? text.charCodeAt(index) : 0);
  return Uint8Array.from(
    { length: text.length },
    (_, index) => unit(index) ^ (index % 4 === 3 ? 0 : unit(index + 1) >> 8),
  );
}

function rawBytes(bytes: Buffer): PasswordForm {
  return { wide: wide(bytes.toString('latin1')), narrow: bytes };
}

let shiftJisTable: ReadonlyMap<string, Uint8Array> | undefined;

/** Null when the text has a character that Shift_JIS (CP932) lacks. */
function encodeShiftJis(text: string): Buffer | null {
  shiftJisTable ??= readShiftJisTable();
  const pieces: Uint8Array[] = [];
  for (const character of text) {
    const piece = shiftJisTable.get(character);
    if (piece === undefined) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Node has a decoder only (WHATWG Encoding, 12.3): ask it for every sequence once. */
function readShiftJisTable(): ReadonlyMap<string, Uint8Array> {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, Uint8Array>();
  const learn = (bytes: Uint8Array): void => {
    const character = decoder.decode(bytes);
    const isOne = /^[^\ufffd]$/u.test(character);
    if (isOne && !table.has(character)) table.set(character, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) learn(Uint8Array.of(byte));
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead >= 0xa0 && lead <= 0xdf) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) learn(Uint8Array.of(lead, trail));
  }
  return table;
}
