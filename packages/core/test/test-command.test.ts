import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** A file and all that it imports, and what of it is none of this checkout's files. */
function closureOf(file: string, files = new Set<string>()): ReadonlySet<string> {
  if (files.has(file)) return files;
  files.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, type = '', name = ''] of text.matchAll(
    /^(?:import|export)\b( type)?[^;']*?from '([^']+)';/gms,
  )) {
    if (type !== '' || isBuiltin(name)) continue;
    if (name.startsWith('.')) closureOf(join(dirname(file), name), files);
    else files.add(name);
  }
  return files;
}

// On a fresh clone nothing is built yet: it is the first thing that the command does.
test('the test command starts without anything that is built', () => {
  const files = [...closureOf(join(root, 'scripts/test.ts'))].map((file) => relative(root, file));
  expect(files).toContain(join('packages', 'simulator', 'src', 'rules', 'catalogue.ts'));
  expect(files.filter((file) => file.includes('@weborca-cert'))).toEqual([]);
});
