import type { Finding } from '../findings/findings.ts';

/** What becomes of a text among the facts; `key` is what the fact is called, of lists, too. */
type Change = (text: string, key: string) => string;

/** The finding with every text of its facts changed, however deep it lies. Pure. */
export function withTexts<F extends Finding>(finding: F, change: Change): F {
  return { ...finding, facts: ofValue(finding.facts, '', change) };
}

function ofValue<T>(value: T, key: string, change: Change): T;
function ofValue(value: unknown, key: string, change: Change): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((part: unknown) => ofValue(part, key, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      ofValue(part, name, change),
    ]),
  );
}
