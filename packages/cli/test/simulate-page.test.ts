import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leftOut } from '../../core/test/support/left-out.ts';
import { readConfiguration } from '../../core/src/configuration/read.ts';
import { collect, mainFile } from './support/cli.ts';
import { blocksOfKind } from './support/page-blocks.ts';
import { problemsOf } from './support/schema.ts';

// The page's own blocks, through a real shell and Node, against the built command.
const isPosix = process.platform !== 'win32';

const of = (kind: string, language: '' | '.ja' = ''): readonly string[] =>
  blocksOfKind(`docs/simulate${language}.md`, kind);

const [start = '', own = '', faults = '', rules = ''] = of('sh');
const [printed = '', answered = '', logged = ''] = of('json');

/** Names of an object's fields, and of those in them. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

/** Without what is said in the page's language. */
const withoutWords = (text: string): string =>
  text.replaceAll(/\/\*\*.*\*\/|\/\/ .*|test\('.*?'/g, '');

test('both languages have the same blocks, but for comments and titles', () => {
  for (const kind of ['sh', 'json', 'jsonc']) expect(of(kind, '.ja')).toEqual(of(kind));
  expect(of('js', '.ja').map(withoutWords)).toEqual(of('js').map(withoutWords));
});

test('the service stands in a configuration as the page has it', () => {
  const [example = ''] = of('jsonc');
  const place = { configFile: '/c/config.json', homeDir: '/h', platform: 'linux' } as const;
  const service = readConfiguration(example, place).services.get('test');
  expect(service?.api?.href).toBe('https://127.0.0.1:40237/api/cert');
});

describe.runIf(isPosix)(`the page of simulate${leftOut(isPosix, 'no shell')}`, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weborca-cert-simulate-page-'));
    mkdirSync(join(folder, 'bin'));
    const program = `#!/bin/sh\nexec '${process.execPath}' '${mainFile}' "$@"\n`;
    writeFileSync(join(folder, 'bin/weborca-cert'), program, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function sh(
    script: string,
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
    const PATH = [join(folder, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''];
    const env = { PATH: PATH.join(delimiter), HOME: folder, LANG: 'en_US.UTF-8' };
    const child = spawn('/bin/sh', ['-c', script], { cwd: folder, env, stdio: 'pipe' });
    child.stdin.end();
    const output = collect(child);
    await once(child, 'close');
    return { code: child.exitCode, ...output() };
  }

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  test('starts, answers a client of one’s own, and has written down what that sent', async () => {
    const ends = `trap 'kill $!' EXIT; while [ ! -s simulated.json ]; do sleep 0.1; done`;
    const { code, stdout, stderr } = await sh(`${start}${ends}\n${own}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(problemsOf('simulate', read('simulated.json'))).toEqual([]);
    expect(shapeOf(JSON.parse(read('simulated.json')))).toEqual(shapeOf(JSON.parse(printed)));
    expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(JSON.parse(answered)));
    const [line = ''] = read('requests.jsonl').split('\n');
    const [request, example] = [JSON.parse(line), JSON.parse(logged)];
    expect(request).toMatchObject({ method: 'POST', path: '/api/cert', listener: 'api' });
    expect(Object.keys(request)).toEqual(Object.keys(example));
    for (const name of ['content-type', 'content-length'])
      expect(request.headers[name]).toBe(example.headers[name]);
  }, 60_000);

  test('tells faults and rules, among them those that the page starts it with', async () => {
    const names: string[] = [];
    for (const block of [faults, rules]) {
      const [list = '', started = ''] = block.split('\n');
      const { code, stdout } = await sh(list);
      expect(code).toBe(0);
      names.push(...stdout.trim().split('\n'));
      const chosen = [...started.matchAll(/--(?:fault|service-rule) ([^\s:]+)/g)];
      expect(chosen.length).toBeGreaterThan(0);
      for (const [, name] of chosen) expect(names).toContain(name);
    }
    // "Nearly a hundred", the page says.
    const all = names.filter((name) => !name.includes('='));
    expect(all.length).toBeGreaterThan(80);
    expect(all.length).toBeLessThan(110);
  }, 60_000);

  test.each(['', '.ja'] as const)(
    'is a test double in a test of Node’s%s',
    async (language) => {
      for (const text of of('js', language)) {
        const [, name = ''] = /^\/\/ (\S+)/.exec(text) ?? [];
        writeFileSync(join(folder, name), text);
      }
      const { code, stdout } = await sh('node --test --test-reporter=tap renewal.test.mjs');
      expect({ code, said: code === 0 ? '' : stdout }).toEqual({ code: 0, said: '' });
      expect(stdout).toMatch(/^# pass 1$/m);
    },
    60_000,
  );
});
