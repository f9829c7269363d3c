import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, runInOwnProcess, startCli } from './support/cli.ts';
import { openHome } from './support/clinic.ts';
import { problemsOf } from './support/schema.ts';

let place: ReturnType<typeof openHome>;
beforeAll(() => {
  place = openHome();
});
afterAll(() => place.close());

function cache(): string {
  return join(place.home, 'config', 'cache');
}

describe('simulate', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('runs until %s, and ends in 130', async (signal) => {
    const child = startCli(['simulate', '--keys', 'pool', '--dir', join(place.home, 'sim')], place);
    try {
      const output = collect(child);
      await once(child.stdout, 'data');
      const line = output().stdout;
      expect(problemsOf('simulate', line)).toEqual([]);
      expect(JSON.parse(line).pid).toBe(child.pid);
      child.kill(signal);
      await once(child, 'close');
      expect(child.exitCode).toBe(130);
      expect(output().stdout).toBe(line);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('the compile cache', () => {
  test('lies in a folder of our own', async () => {
    // Made by what changes something; whoever only looks makes none.
    mkdirSync(cache(), { recursive: true, mode: 0o700 });
    await runInOwnProcess(['check'], place);
    expect(statSync(cache()).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache()).length).toBeGreaterThan(0);
  });

  test('is left alone where others could have written', async () => {
    const open = join(place.home, 'open');
    mkdirSync(join(open, 'cache'), { recursive: true });
    chmodSync(join(open, 'cache'), 0o777);
    await runInOwnProcess(['check'], { ...place, env: { WEBORCA_CERT_HOME: open } });
    expect(readdirSync(join(open, 'cache'))).toEqual([]);
  });
});

test('check loads neither pkijs nor undici nor any other command', async () => {
  const { stderr } = await runInOwnProcess(['check'], { ...place, env: { NODE_DEBUG: 'esm' } });
  const loaded = [...new Set(stderr.match(/[\w-]+\.js(?='|"|\s|,)/g))];
  expect(loaded).toContain('main.js');
  expect(loaded.filter((name) => /pkijs|undici|renew|simulat|inspect/.test(name))).toEqual([]);
});

test('a closed pipe is no failure', async () => {
  const child = startCli(['help'], place);
  child.stdout.destroy();
  const output = collect(child);
  await once(child, 'close');
  expect(output().stderr).toBe('');
});
