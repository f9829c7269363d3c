import { expect, test } from 'vitest';
import { fitsSchema } from '../../src/configuration/fits-schema.ts';
import { configurationSchemaText } from '../../src/configuration/schema-text.ts';
import { isRecord } from '../../src/json.ts';

// Parts are made when a value first comes to them, so each is asked by itself here.
function parts(schema: unknown): readonly unknown[] {
  if (!isRecord(schema)) return [];
  const { properties, items, propertyNames, additionalProperties, anyOf, oneOf } = schema;
  const inside = [
    ...(isRecord(properties) ? Object.values(properties) : []),
    ...[items, propertyNames, additionalProperties],
    ...[anyOf, oneOf].flatMap((branches) => (Array.isArray(branches) ? branches : [])),
  ];
  return [schema, ...inside.flatMap(parts)];
}

test('knows every keyword of the published schema', () => {
  const all = parts(JSON.parse(configurationSchemaText));
  expect(all.length).toBeGreaterThan(100);
  for (const part of all) expect(() => fitsSchema(part)({})).not.toThrow();
});

test('does not pass over a keyword that it does not know', () => {
  const fits = fitsSchema({ properties: { a: { maxLength: 3 } } });
  expect(fits({ b: 1 })).toBe(true);
  expect(() => fits({ a: 'long' })).toThrow('maxLength');
});
