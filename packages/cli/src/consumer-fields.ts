import { usageError } from './arguments/usage.ts';

/**
 * Reads `FIELD=VALUE` words into the fields of a consumer's entry. A value that is a JSON array,
 * object, true or false is taken as such; everything else, numbers too, is text: a path or a label
 * may look like anything.
 *
 * @throws WeborcaError usage-invalid, naming the field, never its value
 * @example
 * readConsumerFields(['path=~/a.p12', 'encryptKey=true', 'run=["a","b"]']);
 * // { path: '~/a.p12', encryptKey: true, run: ['a', 'b'] }
 * @example
 * readConsumerFields(['path=~/a.json', 'keys.path=file', 'keys.password=pass']);
 * // { path: '~/a.json', keys: { path: 'file', password: 'pass' } }
 */
export function readConsumerFields(words: readonly string[]): Readonly<Record<string, unknown>> {
  const fields = new Map<string, unknown>();
  for (const word of words) {
    const at = word.indexOf('=');
    const field = word.slice(0, Math.max(at, 0));
    if (!/^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)?$/.test(field))
      throw usageError('value-not-field', 'FIELD=VALUE');
    if (field === 'kind' || fields.has(field)) throw usageError('option-repeated', field);
    fields.set(field, readValue(field, word.slice(at + 1)));
  }
  return nested(fields);
}

/** `keys.password=…` is a field of the field `keys`. */
function nested(fields: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const whole = new Map<string, unknown>();
  const inner = new Map<string, Record<string, unknown>>();
  for (const [field, value] of fields) {
    const [outer = '', name] = field.split('.');
    if (whole.has(outer)) throw usageError('option-repeated', outer);
    if (name === undefined) {
      if (inner.has(outer)) throw usageError('option-repeated', outer);
      whole.set(outer, value);
    } else inner.set(outer, { ...inner.get(outer), [name]: value });
  }
  return Object.fromEntries([...whole, ...inner]);
}

function readValue(field: string, text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw usageError('value-not-json', field);
  }
}
