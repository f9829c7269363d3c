import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedSchemas } from '../../scripts/published-schemas.ts';

const folder = join(import.meta.dirname, '../../../../docs/schemas');

test('docs/schemas is up to date (node packages/cli/scripts/write-schemas.ts)', () => {
  for (const [name, content] of publishedSchemas()) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  }
});

test('docs/schemas has no schema of a command that is gone', () => {
  const known = new Set([...publishedSchemas().keys(), 'config.schema.json']);
  expect(readdirSync(folder).filter((name) => !known.has(name))).toEqual([]);
});
