import type { PathBase } from '../files/paths.ts';
import { fitsSchema, type Fits } from './fits-schema.ts';
import { resolveConfiguration } from './resolve.ts';
import { configurationShapeText } from './schema-shape.ts';
import type { RawConfiguration } from './schema.ts';
import type { Configuration } from './types.ts';

/**
 * The short road for a configuration in which nothing is wrong: judged by the published schema,
 * without valibot and jsonc-parser, which take `check` about as long to load as everything else it
 * does. It accepts nothing that `readConfiguration` would not read in the same way (a property test
 * compares them); whatever is unusual or wrong gives null, and `readConfiguration` then says exactly
 * what. That is why there are two readers, and one judge of what they agree on: the schema.
 */
export function readPlainly(text: string, base: PathBase): Configuration | null {
  const value = parsePlainly(text);
  if (!isRaw(value)) return null;
  try {
    return resolveConfiguration(value, base, () => {
      throw notPlain;
    });
  } catch (error) {
    if (error === notPlain) return null;
    throw error;
  }
}

const notPlain = new Error('not plain');

/**
 * The next piece of a text in which nothing is wrong: a string; a comment; blanks; a mark; the rest of
 * a number or a word. Each piece is read once, whatever comes after it: a text that is wrong on
 * purpose takes no longer than another of its length (looking ahead from a comma to its bracket took
 * three seconds for 120 KB of commas and comments).
 */
const piece =
  /"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[^]*?\*\/|[ \t\r\n]+|[[\]{}:,]|[^"/[\]{}:, \t\r\n]+/y;

/** The text as JSON, and how many keys it has; null: look at it properly. */
function toJson(text: string): { readonly json: string; readonly keys: number } | null {
  const kept: string[] = [];
  let from = 0;
  let keys = 0;
  let endsValue = false;
  let comma = false;
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    // A string or a comment without an end, or a stray slash.
    if (!piece.test(text)) return null;
    const first = text[at] ?? '';
    if (first === '/') {
      kept.push(text.slice(from, at), ' ');
      from = piece.lastIndex;
    } else if (first === ',') {
      // `[,]` is not a list with a trailing comma.
      if (!endsValue) return null;
      kept.push(text.slice(from, at));
      from = piece.lastIndex;
      comma = true;
      endsValue = false;
    } else if (!' \t\r\n'.includes(first)) {
      if (comma && first !== '}' && first !== ']') kept.push(',');
      comma = false;
      if (first === ':') keys += 1;
      endsValue = !':[{'.includes(first);
    }
  }
  kept.push(text.slice(from));
  return comma ? null : { json: kept.join(''), keys };
}

/** `JSON.parse` after comments and trailing commas are gone; undefined: look at it properly. */
function parsePlainly(text: string): unknown {
  const plain = toJson(text);
  if (plain === null) return undefined;
  try {
    const value: unknown = JSON.parse(plain.json);
    // Of two equal keys `JSON.parse` drops one without a word.
    return countKeys(value) === plain.keys ? value : undefined;
  } catch {
    return undefined;
  }
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items = Object.values(value).reduce((sum: number, item) => sum + countKeys(item), 0);
  return items + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function isRaw(value: unknown): value is RawConfiguration {
  // Made on first use, and only once: an editor reads the file at every refresh.
  fits ??= fitsSchema(JSON.parse(configurationShapeText));
  return fits(value);
}

let fits: Fits | undefined;
