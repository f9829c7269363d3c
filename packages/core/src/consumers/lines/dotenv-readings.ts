import type { Entry, Settings } from './settings.ts';
import { decodePart } from './text.ts';

/** No path is longer (PATH_MAX of Linux), nor a variable in one. */
const longest = 4096;

/**
 * What the readers of an `.env` file make of one value, as it stands first. For a path that is only
 * read: the file that is there tells which of them was meant.
 *
 * - dotenv of Node, and Node itself: unquoted up to the first `#`; backslashes stay
 * - python-dotenv, docker compose: unquoted up to ` #`; `${NAME}` stands for another variable
 * - dotenv of Ruby: a backslash goes, and the character behind it stays, but between single quotes
 * - sh: the same outside quotes; between double quotes for `\`, `"`, `$` and a backquote
 */
export function dotenvReadings(entry: Entry, settings: Settings): readonly string[] {
  if (entry.value !== null) return [entry.value];
  const { text } = settings;
  const { start, end, quote } = entry;
  if (quote !== '' && entry.readersDiffer !== true) return [];
  const raw = quote === '' ? decodePart(text, start, end) : decodePart(text, start + 1, end - 1);
  if (raw === null || raw.length > longest) return [];
  const ways = waysToRead(raw, quote);
  const found = quote === "'" ? [] : ways.flatMap((reading) => expanded(reading, settings));
  return [...new Set([...ways, ...found])].filter((one) => one !== '' && !/\p{Cc}/u.test(one));
}

function waysToRead(raw: string, quote: Entry['quote']): readonly string[] {
  const unescaped = raw.replaceAll(/\\([^])/g, '$1');
  if (quote === "'") return [raw, raw.replaceAll(/\\([\\'])/g, '$1')];
  if (quote === '`') return [raw];
  if (quote === '"') return [raw, raw.replaceAll(/\\([\\"$`])/g, '$1'), unescaped];
  const uncommented = raw.split('#')[0]?.trimEnd() ?? '';
  return [raw, uncommented, unescaped, uncommented.replaceAll(/\\([^])/g, '$1')];
}

/** With the file's own variables put in, and `HOME` as `~`; none where another one is meant. */
function expanded(reading: string, { get }: Settings): readonly string[] {
  if (!reading.includes('$')) return [];
  let known = true;
  const text = reading.replaceAll(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (_match, braced?: string, plain?: string) => {
      const name = braced ?? plain ?? '';
      const value = get(name) ?? (name === 'HOME' ? '~' : null);
      if (value === null || value.length > longest) known = false;
      return known ? (value ?? '') : '';
    },
  );
  return known ? [text] : [];
}
