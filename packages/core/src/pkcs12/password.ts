import type { OpeningNote } from './types.ts';

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
 * out of a text file. Each in turn in the encodings that producers get wrong.
 */
export function* passwordCandidates(given: string): Generator<PasswordCandidate> {
  yield { ...passwordForm(given), text: given, note: null };
  if (given === '') {
    // Null instead of zero-length: RFC 7292 B.1 leaves it open, OpenSSL tries both.
    yield {
      wide: new Uint8Array(),
      narrow: new Uint8Array(),
      text: '',
      note: 'password-empty-as-null',
    };
  }
  yield* alternatives(given);
  const shorter = given.replace(/\r?\n$|\r$/, '');
  if (shorter === given) return;
  yield { ...passwordForm(shorter), text: shorter, note: 'password-line-end-dropped' };
  yield* alternatives(shorter);
}

const note = 'password-alternative-encoding';

/** Encodings of a password that is not ASCII, as broken producers use them. */
export function* alternatives(text: string): Generator<PasswordCandidate> {
  if (/^[\0-\x7f]*$/.test(text)) return;
  // GnuTLS normalises (RFC 7613 with NFC); macOS keyboards and file names can be NFD.
  const composed = text.normalize('NFC');
  if (composed !== text) yield { ...passwordForm(composed), text, note };
  const decomposed = text.normalize('NFD');
  if (decomposed !== text) yield { ...passwordForm(decomposed), text, note };
  // OpenSSL on a Japanese Windows console: each byte of Shift_JIS as one character.
  const shiftJis = encodeShiftJis(text);
  if (shiftJis !== null) yield { ...rawBytes(shiftJis), text, note };
  // OpenSSL 1.0 and older: each byte of UTF-8 as one character.
  yield { ...rawBytes(Buffer.from(text, 'utf8')), text, note };
  // node-forge: PBES2 with the low byte of each UTF-16 unit.
  yield { wide: wide(text), narrow: Buffer.from(text, 'latin1'), text, note };
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
