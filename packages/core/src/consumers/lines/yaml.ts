import { beforeComment, keyColon, withoutEndBlanks } from './blanks.ts';
import { decodeDouble, decodeSingle, writeDouble, writeSingle } from './yaml-scalars.ts';
import { decodePart, encodeFor, type Line, type SettingsText } from './text.ts';
import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';

/**
 * The flat YAML of ORCA's Ruby programs, `:key: value` (or `key: value`) a line, read as libyaml
 * would as far as single-line scalars at the left margin go. Whatever is deeper or longer is passed
 * over; what cannot be told apart makes the whole file unreadable to us rather than wrongly edited.
 */
export const yamlSettings: SettingsFormat = {
  parse: parseYaml,
  write: writeYaml,
  prefix: (key) => `${key}: `,
};

/** How a plain key begins; one with a dash goes on at once, and has no other colon in it. */
const plainKey = /^[^\s#"'\-?&*!|>%@`{[\],]/;
const dashKey = /^-[^\s:#][^:]*$/;
const quotedKey = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")[ \t]*:(?=[ \t]|$)/;

function parseYaml(text: SettingsText): ParsedSettings | null {
  const entries: Entry[] = [];
  const appendAt = readDocument(text, (index, content, { start }) => {
    if (/^[ \t]/.test(content) || /^-(?:[ \t]|$)/.test(content)) {
      return entries.length === 0 ? null : 0;
    }
    const key = keyAtStart(text, content, start);
    if (key === null) return null;
    const value = readValue(text, {
      index,
      from: start + key.length,
      longer: goesOn(text, index),
    });
    entries.push({ ...value, key: key.name, line: index });
    return value.skipTo;
  });
  return appendAt === null ? null : { entries, appendAt };
}

/**
 * Goes through the lines of a file's first document that say something.
 *
 * @param read up to where a value goes on over more lines; null: the file is not understood
 * @returns where a line may be added; null: the file is not understood
 */
export function readDocument(
  text: SettingsText,
  read: (index: number, content: string, line: Line) => number | null,
): number | null {
  if (hasForeignLineEnd(text)) return null;
  let skipTo = 0;
  let begun = false;
  for (const [index, line] of text.lines.entries()) {
    if (line.start < skipTo) continue;
    const content = text.mask.slice(line.start, line.end);
    if (/^[ \t]*(?:#.*)?$/.test(content)) continue;
    if (content.startsWith('%') && !begun) continue;
    if (/^---[ \t]*(?:#.*)?$/.test(content) && !begun) {
      begun = true;
      continue;
    }
    // Readers take the first document only. Content on the marker's own line is another matter.
    if (/^(?:---|\.\.\.)(?:[ \t]|$)/.test(content)) return begun ? line.start : null;
    begun = true;
    const next = read(index, content, line);
    if (next === null) return null;
    skipTo = Math.max(skipTo, next);
  }
  return text.bytes.length;
}

/** Line ends to YAML 1.1 (5.4), not to us. */
function hasForeignLineEnd(text: SettingsText): boolean {
  return /[\u0085\u2028\u2029]/.test(decodePart(text, 0, text.bytes.length) ?? '');
}

/** The key that `content` begins with, and how much of it is the key with its colon. */
export function keyAtStart(
  text: SettingsText,
  content: string,
  start: number,
): { readonly name: string; readonly length: number } | null {
  const colon = keyColon(content);
  const plain = withoutEndBlanks(content.slice(0, Math.max(colon, 0)));
  if (colon > 0 && (plainKey.test(plain) || dashKey.test(plain))) {
    return { name: decodePart(text, start, start + plain.length) ?? '', length: colon + 1 };
  }
  const quoted = quotedKey.exec(content);
  if (quoted === null) return null;
  const inner = quoted[1] ?? quoted[2] ?? '';
  // A quoted `":cert"` is a string to Ruby, not the symbol `:cert`: another key.
  return { name: inner.startsWith(':') ? `"${inner}"` : inner, length: quoted[0].length };
}

type Value = Omit<Entry, 'key' | 'line'> & { readonly skipTo: number };

interface Place {
  /** Of the line. */
  readonly index: number;
  /** Right behind the colon or the dash. */
  readonly from: number;
  /** It is continued, or begins, on a later line. */
  readonly longer: boolean;
}

/** The value behind a key's colon or a list's dash; null where it is no text of one line. */
export function readValue(text: SettingsText, { index, from, longer }: Place): Value {
  const line = text.lines[index] ?? { start: 0, end: 0, next: 0 };
  const rest = text.mask.slice(from, line.end);
  const gap = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  const start = from + gap;
  const scalar = text.mask.slice(start, line.end);
  const unread = { start, end: line.end, value: null, quote: '', needsSpace: false } as const;
  if (scalar === '' || (scalar.startsWith('#') && gap > 0)) {
    if (longer) return { ...unread, skipTo: 0 };
    // The first blank after the colon stays; blanks before a comment stay behind the value.
    const at = gap > 0 ? from + 1 : from;
    const needsSpace = gap === 0 || (scalar.startsWith('#') && gap === 1);
    const place = needsSpace ? from : at;
    return { start: place, end: place, value: '', quote: '', needsSpace, skipTo: 0 };
  }
  const first = scalar[0] ?? '';
  if (first === "'" || first === '"') {
    return readQuoted(text, first, { start, lineEnd: line.end, longer });
  }
  if (/^[|>&*!%@`{[\],]/.test(scalar) || /^[-?:](?:[ \t]|$)/.test(scalar) || longer) {
    return { ...unread, skipTo: 0 };
  }
  const plain = beforeComment(scalar);
  const end = start + plain.length;
  const decoded = /:(?:[ \t]|$)/.test(plain) ? null : decodePart(text, start, end);
  const value = /^(?:~|null|Null|NULL)$/.test(plain) ? '' : decoded;
  return { start, end, value, quote: '', needsSpace: false, skipTo: 0 };
}

interface Quoted extends Pick<Place, 'longer'> {
  readonly start: number;
  readonly lineEnd: number;
}

function readQuoted(
  text: SettingsText,
  quote: "'" | '"',
  { start, lineEnd, longer }: Quoted,
): Value {
  const pattern = quote === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"\\]|\\[^])*"/y;
  pattern.lastIndex = start;
  const found = pattern.exec(text.mask);
  const end = found === null ? text.mask.length : start + found[0].length;
  const behind = text.mask.slice(end, Math.max(end, lineEnd));
  const inner = decodePart(text, start + 1, end - 1);
  const readable =
    found !== null && end <= lineEnd && /^(?:[ \t]*|[ \t]+#.*)$/.test(behind) && !longer;
  const decode = quote === "'" ? decodeSingle : decodeDouble;
  const value = readable && inner !== null ? decode(inner) : null;
  return { start, end, value, quote, needsSpace: false, skipTo: end };
}

/** Whether the value is continued, or begins, on the next line: that is one deeper. */
function goesOn({ lines, mask }: SettingsText, index: number): boolean {
  for (let next = index + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined) break;
    const content = mask.slice(line.start, line.end);
    if (/^[ \t]*$/.test(content)) continue;
    if (/^[ \t]*#/.test(content)) return false;
    return /^[ \t]/.test(content) || /^-(?:[ \t]|$)/.test(content);
  }
  return false;
}

// Plain only where no YAML 1.1 reader takes it for anything but text: begins with a letter or a
// slash, and is no word for a boolean or null. `12345678` would be a number to Ruby, `:x` a symbol.
const safePlain = /^(?:[A-Za-z]:[\\/]|[A-Za-z/])(?:[\w\\/.()+-]*[\w\\/)+-])?$/;
const reserved = /^(?:y|n|yes|no|true|false|on|off|null|nan|inf)$/i;

export function writeYaml(value: string, like: Entry | null, text: SettingsText): string | null {
  if (!value.isWellFormed()) return null;
  const quote = like?.quote ?? "'";
  if (quote === '' && safePlain.test(value) && !reserved.test(value)) return value;
  if (quote !== '"') {
    const single = writeSingle(value);
    if (single !== null && encodeFor(text, single) !== null) return single;
  }
  return writeDouble(value, (character) => encodeFor(text, character) !== null);
}
