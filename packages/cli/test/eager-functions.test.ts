import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { eagerFunctions } from '../eager-functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'weborca-cert-eager-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string, source: string): Promise<Readonly<Record<string, unknown>>> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return import(pathToFileURL(file).href);
}

test('a module does with it what it did without', async () => {
  const source = `#!/usr/bin/env node
export const before = twice(4), met = [1, 2].map(function (n) { return n + 1; });
function twice(n) { return again(n) * 2; function again(n) { return n; } }
async function later(n = () => twice(1)) { return (await n()) + twice(1); }
class Box { #n = 3; get n() { return this.#n; } static of = () => new Box(); add(m) { return this.#n + m; } }
const shown = { read() { return 'r'; }, get size() { return 7; }, wide: (n) => ({ n }), async *all() { yield 1; } };
export default async () => [await later(), Box.of().n, Box.of().add(2), shown.read(), shown.size, shown.wide(5).n];
export const names = [twice.name, later.name, shown.wide.name, (() => 1).name, typeof twice.prototype];
export { twice as doubled };
`;
  const plain = await run('plain', source);
  const eager = await run('eager', eagerFunctions(source));
  const told = async (module: typeof plain) => ({
    ...module,
    default: typeof module['default'] === 'function' ? await module['default']() : null,
    doubled: typeof module['doubled'] === 'function' ? module['doubled'](8) : null,
  });
  expect(await told(eager)).toEqual(await told(plain));
  expect(plain['before']).toBe(8);
});

test('every function is in parentheses, methods as they are', () => {
  expect(
    eagerFunctions('let a=()=>b(n=>n);function b(f){return{c(){return function(){}}}}export{a};'),
  ).toBe(
    'var b=(function b(f){return{c(){return (function(){})}}});let a=(()=>b((n=>n)));export{a};',
  );
});

test("what Node keeps of `check`'s file are its functions, too", () => {
  const file = join(import.meta.dirname, '../dist/quick-check.js');
  const cache = join(folder, 'cache');
  const { status, stderr } = spawnSync(process.execPath, [file], {
    env: { NODE_COMPILE_CACHE: cache },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const kept = readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(cache, name)))
    .filter((found) => found.isFile());
  expect(kept).toHaveLength(1);
  // Without them it is smaller than the file: 67 KB of 76.
  expect(kept[0]?.size).toBeGreaterThan(2 * statSync(file).size);
});
