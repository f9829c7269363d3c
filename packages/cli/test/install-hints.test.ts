import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Whatever people read, or the program says. */
function texts(): readonly string[] {
  const below = ['docs', 'packages/core/src', 'packages/cli/src', 'packages/vscode-ext/src'];
  const found = below.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => !/(?:^|[\\/])(?:node_modules|dist|test)(?:[\\/]|$)/.test(name))
      .map((name) => join(folder, name)),
  );
  const top = [root, join(root, 'packages/vscode-ext')].flatMap((folder) =>
    readdirSync(folder).map((name) => relative(root, join(folder, name))),
  );
  return [...top, ...found].filter((name) => /\.(?:md|ts)$|package\.json$/.test(name));
}

const installing =
  /(?:npm (?:i|install|exec)|npx|pnpm (?:add|dlx)|pnpx|yarn (?:global add|dlx)|bunx|bun add)(?: -\S+)* ([^\s`']*weborca-cert[^\s`']*)/g;

// The name of this project belongs to nobody in the registries: whoever takes it there would be run
// with a clinic's key. What is installed is a file that was handed over.
test('no text installs a package of a registry by our name', () => {
  const files = texts();
  expect(files).toContain('README.md');
  const named = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(installing)].map(([, what = '']) => `${file}: ${what}`);
  });
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((one) => !/\.tgz\W*$/.test(one))).toStrictEqual([]);
});
