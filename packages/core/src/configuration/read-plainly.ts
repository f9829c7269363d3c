import { isRecord } from '../json.ts';
import type { PathBase } from './paths.ts';
import {
  hostPattern,
  httpsPattern,
  namePattern,
  proxyPattern,
  thresholdPattern,
} from './patterns.ts';
import {
  filledListOf,
  isString,
  isText,
  listOf,
  matches,
  objectOf,
  oneOf,
  orNull,
  type Check,
} from './plain-checks.ts';
import { isPlainConsumer } from './plain-consumers.ts';
import { resolveConfiguration } from './resolve.ts';
import type { RawConfiguration } from './schema.ts';
import type { Configuration } from './types.ts';

/**
 * The short road for a configuration in which nothing is wrong: without valibot and jsonc-parser,
 * which take `check` about as long to load as everything else it does. It accepts nothing that
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

/** Members of any usable name. */
function mapOf(check: Check): Check {
  return (value) =>
    isRecord(value) && Object.entries(value).every(([key, item]) => isUsable(key) && check(item));
}

const isService = objectOf({
  api: orNull(matches(httpsPattern)),
  downloadHosts: listOf(matches(hostPattern)),
  weborca: orNull(matches(httpsPattern)),
  site: matches(httpsPattern),
  ca: orNull(isText),
  proxy: orNull(matches(proxyPattern)),
});

const isBackupObject = objectOf({ path: isText, password: oneOf('beside', 'separate') }, ['path']);

const isCertificate = objectOf({
  service: isText,
  renewWithin: matches(thresholdPattern),
  urgentWithin: matches(thresholdPattern),
  backups: listOf((value) => isText(value) || isBackupObject(value)),
  consumers: listOf(isPlainConsumer),
  onFailure: filledListOf(isString),
});

const isRoot = objectOf({
  $schema: isString,
  services: mapOf(isService),
  certificates: mapOf(isCertificate),
});

function isRaw(value: unknown): value is RawConfiguration {
  return isRoot(value);
}

/** Names that valibot leaves out are looked at properly, with all others that are not names. */
function isUsable(key: string): boolean {
  return (
    namePattern.test(key) && key !== 'constructor' && key !== 'prototype' && key !== '__proto__'
  );
}
