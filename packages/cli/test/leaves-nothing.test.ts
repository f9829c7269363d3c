import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partOf } from '../../core/test/support/sweep.ts';
import { runInOwnProcess } from './support/cli.ts';

/** Everything that only looks. A HOME that is not there is what root has after `su`, or cron. */
const looking: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['help'],
  ['help', 'renew'],
  ['status'],
  ['status', '--json'],
  ['list'],
  ['check'],
  ['check', 'nobody'],
  ['inspect', '/etc/hostname'],
  ['doctor'],
  ['doctor', '--json'],
  ['versions', 'nobody'],
  ['password', 'nobody', '--yes'],
  ['history'],
  ['metrics'],
  ['report', '--csv'],
  ['verify'],
  ['backup', '--check'],
  // Nothing is registered that it could be given.
  ['backup', '--to', 'backup'],
  ['backup', 'nobody', '--to', 'backup'],
  ['renew', '--record', 'record'],
  ['renew', 'nobody', '--record', 'record'],
  ['renew', '--dry-run'],
  ['deploy', '--dry-run'],
  ['schedule', 'status'],
  ['completion', 'bash'],
  ['mcp'],
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weborca-cert-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['a home that does not exist', { WEBORCA_CERT_HOME: '' }],
  ['a WEBORCA_CERT_HOME that does not exist', {}],
])('in %s', (what, env) => {
  const part = partOf(`leaves nothing, ${what}`, looking, 3);
  it.each(part.map((args) => [args.join(' '), args] as const))(
    '%s creates nothing',
    async (_words, args) => {
      const home = join(folder, 'nobody');
      await runInOwnProcess(args, { home, env, cwd: folder });
      expect(existsSync(home)).toBe(false);
      expect(readdirSync(folder)).toStrictEqual([]);
    },
    60_000,
  );
});

it('creates nothing in an empty one either', async () => {
  const home = join(folder, 'empty');
  mkdirSync(home);
  for (const args of [['check'], ['status'], ['doctor']]) {
    await runInOwnProcess(args, { home, env: { WEBORCA_CERT_HOME: home }, cwd: folder });
  }
  expect(readdirSync(home)).toStrictEqual([]);
}, 60_000);
