import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';
import { decodePart, type Line, type SettingsText } from './text.ts';

/**
 * Java properties, as `java.util.Properties.load` reads them: ISO-8859-1 with escapes, values that
 * go on behind a backslash at the line end. Written as `store` does: ASCII only.
 */
export const propertiesSettings: SettingsFormat = {
  parse: parseProperties,
  write: writeProperties,
  prefix: (key) => `${escapeText(key, true)}=`,
  addsKeys: 'any',
  readings: ({ value, start, end }, { text }) => {
    if (value === null) return [];
    // Read through a Reader, the file's own characters count, not those of ISO-8859-1.
    const decoded = decodePart(text, start, end);
    const asText = decoded === null ? null : unescapeText(decoded);
    return [...new Set([value, ...(asText === null ? [] : [asText])])];
  },
};

function parseProperties(text: SettingsText): ParsedSettings | null {
  // Masked bytes are ISO-8859-1 here, whatever they look like.
  const raw = Buffer.from(text.bytes).toString('latin1');
  const entries: Entry[] = [];
  for (let index = 0; index < text.lines.length; index += 1) {
    const first = text.lines[index];
    if (first === undefined) break;
    const content = raw.slice(first.start, first.end);
    if (/^[ \t\f]*(?:[#!].*)?$/.test(content)) continue;
    const last = lastLine(raw, text.lines, index);
    const end = text.lines[last]?.end ?? first.end;
    const entry = readEntry(raw, first.start, end);
    entries.push({ ...entry, line: index, quote: '', needsSpace: false });
    index = last;
  }
  return { entries, appendAt: text.bytes.length };
}

/** A line ends with an odd number of backslashes: the next one belongs to it. */
function lastLine(raw: string, lines: readonly Line[], from: number): number {
  let at = from;
  for (;;) {
    const line = lines[at];
    if (line === undefined || at + 1 >= lines.length) return at;
    if (backslashesBefore(raw, line) % 2 === 0) return at;
    at += 1;
  }
}

/** Counted from the end: looked for from the beginning it takes the square of the line's length. */
function backslashesBefore(raw: string, { start, end }: Line): number {
  let count = 0;
  while (end - count > start && raw[end - count - 1] === '\\') count += 1;
  return count;
}

function readEntry(
  raw: string,
  from: number,
  end: number,
): Pick<Entry, 'key' | 'start' | 'end' | 'value'> {
  const pattern =
    /[ \t\f]*((?:\\(?:\r\n|[^])|[^\\ \t\f=:])*)((?:[ \t\f]|\\\r?\n[ \t\f]*)*[=:]?(?:[ \t\f]|\\\r?\n[ \t\f]*)*)/y;
  pattern.lastIndex = from;
  const match = pattern.exec(raw.slice(0, end));
  const start = from + (match?.[0].length ?? 0);
  return {
    key: unescapeText(match?.[1] ?? '') ?? '',
    start,
    end,
    value: unescapeText(raw.slice(start, end)),
  };
}

/** Null for a broken `\u` escape: `load` throws there. */
function unescapeText(text: string): string | null {
  const joined = text.replaceAll(/((?:^|[^\\])(?:\\\\)*)\\\r?\n[ \t\f]*/g, '$1');
  let valid = true;
  const decoded = joined.replaceAll(
    /\\(?:u([0-9A-Fa-f]{4})|([^])|$)/g,
    (_match, hex?: string, letter?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (letter === 'u') valid = false;
      return letter === undefined ? '' : (letters[letter] ?? letter);
    },
  );
  return valid ? decoded : null;
}

const letters: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function writeProperties(value: string): string {
  return escapeText(value, false);
}

/** As `Properties.store`: a leading blank, separators and comment signs are escaped. */
function escapeText(text: string, isKey: boolean): string {
  const escaped = text.replaceAll(/[^]/g, (unit) => {
    if (unit === '\t') return String.raw`\t`;
    if (unit === '\n') return String.raw`\n`;
    if (unit === '\r') return String.raw`\r`;
    if (unit === '\f') return String.raw`\f`;
    if (/[\\=:#!]/.test(unit) || (isKey && unit === ' ')) return `\\${unit}`;
    const code = unit.charCodeAt(0);
    if (code >= 0x20 && code <= 0x7e) return unit;
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return escaped.startsWith(' ') ? `\\${escaped}` : escaped;
}
