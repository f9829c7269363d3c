import type { PathBase } from '../files/paths.ts';
import { fitsSchema, type Fits } from './fits-schema.ts';
import { resolveConfiguration } from './resolve.ts';
import { configurationSchemaText } from './schema-text.ts';
import type { RawConfiguration } from './schema.ts';
import type { Configuration } from './types.ts';

/**
 * The short road for a configuration in which nothing is wrong: judged by the published schema,
 * without valibot and jsonc-parser, which take `check` about as long to load as everything else it
 * does. It accepts nothing that
 * `readConfiguration` would not read in the same way (a property test compares them); whatever is
 * unusual or wrong gives null, and `readConfiguration` then says exactly what.
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

// Strings (and whether a colon follows), comments, and commas before a closing bracket.
const tokens =
  /("(?:[^"\\]|\\.)*")(?=(\s*:)?)|\/\/[^\r\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*[}\]])/g;

/** `JSON.parse` after comments and trailing commas are gone; undefined: look at it properly. */
function parsePlainly(text: string): unknown {
  let keys = 0;
  let odd = false;
  const plain = text.replace(
    tokens,
    (token: string, string: string | undefined, colon: string | undefined, offset: number) => {
      if (colon !== undefined) keys += 1;
      if (string !== undefined) return string;
      // `[,]` is not a list with a trailing comma.
      if (token === ',' && !/["\w}\]]\s*$/.test(text.slice(Math.max(0, offset - 80), offset))) {
        odd = true;
      }
      return ' ';
    },
  );
  if (odd) return undefined;
  try {
    const value: unknown = JSON.parse(plain);
    // Of two equal keys `JSON.parse` drops one without a word.
    return countKeys(value) === keys ? value : undefined;
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
  fits ??= fitsSchema(JSON.parse(configurationSchemaText));
  return fits(value);
}

let fits: Fits | undefined;
