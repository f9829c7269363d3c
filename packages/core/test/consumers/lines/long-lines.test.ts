import { describe, expect, it, vi } from 'vitest';
import { dotenvSettings } from '../../../src/consumers/lines/dotenv.ts';
import { keyValueSettings } from '../../../src/consumers/lines/key-value.ts';
import { propertiesSettings } from '../../../src/consumers/lines/properties.ts';
import { readSettings } from '../../../src/consumers/lines/settings.ts';
import { yamlTreeSettings } from '../../../src/consumers/lines/yaml-tree.ts';
import { yamlSettings } from '../../../src/consumers/lines/yaml.ts';

// Thousands of cases, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const much = 250_000;
const blanks = ' '.repeat(much);

// Anybody's `.env` in a project is looked into. With time that grows with the square of its length,
// each of these took minutes; the limit is wide, for a machine that is busy.
describe.each([
  ['YAML', yamlSettings],
  ['YAML with levels', yamlTreeSettings],
  ['.env', dotenvSettings],
  ['key = value', keyValueSettings],
  ['properties', propertiesSettings],
])('%s is read in a moment', (_, format) => {
  it.each([
    ['blanks within a value', `a = x${blanks}y\n`],
    ['blanks within a value of YAML', `:a: x${blanks}y\n`],
    ['blanks within a key', `:a${blanks}b\n`],
    ['many comment signs', `a=${' #'.repeat(much / 2)}"`],
    ['many short lines', ':a: 1\n'.repeat(much / 10)],
    ['keys without a value', ':a:\n\n'.repeat(much / 10)],
    ['continued lines', `a=${'\\\n '.repeat(much / 3)}`],
    ['lists within lists', `a:\n  ${'- '.repeat(much / 2)}x\n`],
    ['mappings within lists', `a:\n  ${'- b: '.repeat(much / 5)}x\n`],
    ['brackets', `a: ${'['.repeat(much)}\n`],
    ['variables', `a="${'$a'.repeat(much / 2)}"\n`],
    ['backslashes within a value', `a=${'\\'.repeat(much)}x\n`],
    ['anchors that are none', `a: ${'&'.repeat(30)},\n  b: c\n`],
    ['a quote that never closes', `:a: "${'\\'.repeat(much)}`],
  ])('%s', (_what, text) => {
    const from = performance.now();
    readSettings(format, Buffer.from(text))?.readings('a');
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('nothing of more than a megabyte', () => {
    expect(readSettings(format, Buffer.from('a = 1\n'.repeat(180_000)))).toBeNull();
  });
});
