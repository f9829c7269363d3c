import { object } from '../consumers/fields.ts';
import { isRecord } from '../json.ts';
import { nameExample } from './patterns.ts';

/** A part of the file that valibot lets pass although the published JSON schema does not. */
export interface Misplaced {
  readonly keys: readonly string[];
  readonly expected: string;
}

// Valibot leaves entries of these names out, without an issue.
const unusableNames: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * What valibot lets pass: an array where an object belongs (it sees an object without keys), and
 * names that it leaves out silently, so that a certificate would not be taken care of.
 */
export function findMisplaced(value: unknown): Misplaced | null {
  if (Array.isArray(value)) return { keys: [], expected: object };
  for (const [section, entries] of entriesOf(value)) {
    if (section !== 'services' && section !== 'certificates') continue;
    if (Array.isArray(entries)) return { keys: [section], expected: object };
    for (const [key, entry] of entriesOf(entries)) {
      const keys = [section, key];
      if (unusableNames.has(key)) return { keys, expected: nameExample };
      if (Array.isArray(entry)) return { keys, expected: object };
      const inside = arrayInConsumers(entry);
      if (inside !== null) return { keys: [...keys, ...inside], expected: object };
    }
  }
  return null;
}

/** `keys` of a kubernetes-secret is the only object within an entry. */
function arrayInConsumers(certificate: unknown): readonly string[] | null {
  const consumers = isRecord(certificate) ? certificate['consumers'] : null;
  if (!Array.isArray(consumers)) return null;
  for (const [index, entry] of consumers.entries()) {
    if (Array.isArray(entry)) return ['consumers', String(index)];
    if (isRecord(entry) && Array.isArray(entry['keys']))
      return ['consumers', String(index), 'keys'];
  }
  return null;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
