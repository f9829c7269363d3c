import { beforeComment } from './blanks.ts';
import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';
import { dotenvReadings } from './dotenv-readings.ts';
import { decodePart, type SettingsText } from './text.ts';

/**
 * `.env` files as Node's `dotenv`, Ruby's `dotenv`, Python's `python-dotenv` and a shell agree on
 * them. Where they differ (escapes and `$` between double quotes) a value is refused rather than
 * written for one of them only.
 */
export const dotenvSettings: SettingsFormat = {
  parse: parseDotenv,
  write: writeDotenv,
  prefix: (key) => `${key}=`,
  addsKeys: 'any',
  readings: dotenvReadings,
};

function parseDotenv(text: SettingsText): ParsedSettings | null {
  const entries: Entry[] = [];
  let skipTo = 0;
  for (const [index, line] of text.lines.entries()) {
    if (line.start < skipTo) continue;
    const content = text.mask.slice(line.start, line.end);
    const match = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=([ \t]*)/.exec(content);
    // Readers pass over a line that is no assignment; so do we.
    if (match === null) continue;
    const [whole, key = '', gap = ''] = match;
    const value = readValue(text, {
      start: line.start + whole.length,
      lineEnd: line.end,
      gap: gap.length,
    });
    entries.push({ ...value, key, line: index, needsSpace: false });
    skipTo = Math.max(skipTo, value.end);
  }
  return { entries, appendAt: text.bytes.length };
}

type Value = Pick<Entry, 'start' | 'end' | 'value' | 'quote' | 'readersDiffer'>;

interface Found {
  readonly start: number;
  readonly lineEnd: number;
  /** How many blanks stand between `=` and the value. */
  readonly gap: number;
}

function readValue(text: SettingsText, { start, lineEnd, gap }: Found): Value {
  const rest = text.mask.slice(start, lineEnd);
  const quote = /^["'`]/.exec(rest)?.[0];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = closingQuote(text.mask, start, quote);
    if (close !== null) return readQuoted(text, quote, { start, close, lineEnd });
  }
  const isComment = rest.startsWith('#');
  const raw = isComment ? '' : beforeComment(rest);
  const from = isComment && gap > 0 ? start - gap : start;
  const end = from + raw.length;
  // dotenv for Node takes `#` anywhere for a comment, a shell does not: two readers, two values.
  const ambiguous = /[#"'`\\$]/.test(raw);
  if (!ambiguous) return { start: from, end, value: decodePart(text, from, end), quote: '' };
  // A quote within, or a backslash at its end: they differ on where it ends, too.
  const readersDiffer = !/["'`]|\\$/.test(raw);
  return { start: from, end, value: null, quote: '', readersDiffer };
}

/** Quoted values may span lines; a backslash keeps a double quote from closing. */
function closingQuote(mask: string, start: number, quote: string): number | null {
  for (let i = start + 1; i < mask.length; i += 1) {
    if (mask[i] === '\\' && quote === '"') i += 1;
    else if (mask[i] === quote) return i;
  }
  return null;
}

function readQuoted(
  text: SettingsText,
  quote: "'" | '"' | '`',
  { start, close, lineEnd }: Pick<Found, 'start' | 'lineEnd'> & { readonly close: number },
): Value {
  const end = close + 1;
  const inner = decodePart(text, start + 1, close);
  const behind = text.mask.slice(end, Math.max(end, lineEnd));
  const single = close < lineEnd && /^(?:[ \t]*|[ \t]+#.*)$/.test(behind);
  const literal = inner !== null && (quote === "'" ? isSafeSingle(inner) : !/[\\$`]/.test(inner));
  if (single && literal) return { start, end, value: inner, quote };
  const readersDiffer = single && inner !== null && !inner.endsWith('\\');
  return { start, end, value: null, quote, readersDiffer };
}

function writeDotenv(value: string, like: Entry | null): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(value) || !value.isWellFormed()) return null;
  const quote = like?.quote ?? '';
  // No tilde: a shell takes it, at the beginning or after a colon, for a home folder.
  if (quote === '' && /^[\w./:@%+,=^-]*$/.test(value)) return value;
  if (quote === '"' && isSafeDouble(value)) return `"${value}"`;
  if (!value.includes("'") && isSafeSingle(value)) return `'${value}'`;
  return isSafeDouble(value) ? `"${value}"` : null;
}

/**
 * Between single quotes nothing is special to a shell and to Node; but python-dotenv and Ruby's take
 * a backslash before another one, or before the closing quote, for an escape.
 */
function isSafeSingle(value: string): boolean {
  return !/\\(?:\\|$)/.test(value);
}

function isSafeDouble(value: string): boolean {
  return !/["\\$`!]/.test(value);
}
