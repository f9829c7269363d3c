import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface Output {
  readonly bytes: number;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

const file = path.join(import.meta.dirname, '../dist-test/starts.json');
const { outputs }: { readonly outputs: Readonly<Record<string, Output>> } = JSON.parse(
  readFileSync(file, 'utf8'),
);

function built(name: string): Output {
  const output = outputs[`dist/${name}.js`];
  if (output === undefined) throw new Error(`${name} was not built`);
  return output;
}

/** What of a file's inputs is there, and not only looked at. */
function inputsOf(name: string, part: string): readonly string[] {
  return Object.entries(built(name).inputs)
    .filter(([input, { bytesInOutput }]) => bytesInOutput > 0 && input.includes(part))
    .map(([input]) => input.slice(input.indexOf(part) + part.length))
    .toSorted();
}

test('`check` starts with no sentence and no word but those that it says itself', () => {
  expect(inputsOf('quick-check', 'src/text/')).toEqual([
    'add-again.ts',
    'condition.ts',
    'process.ts',
  ]);
  expect(inputsOf('quick-check', 'core/dist/words/')).toEqual([
    'consumer-states.js',
    'reasons/system.js',
    'states.js',
    'written.js',
  ]);
  expect(inputsOf('quick-check', 'node_modules/')).toEqual([]);
  // With 118 KB of others' sentences in it, it took twice as long to load.
  expect(built('quick-check').bytes).toBeLessThan(85_000);
});

test('a version is told before anything else is there', () => {
  expect(inputsOf('main', 'core/dist/')).toEqual([]);
  expect(built('main').bytes).toBeLessThan(5000);
});
