import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveCounterparts } from '../../core/test/support/counterparts.ts';
import { leftOut } from '../../core/test/support/left-out.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { blocksOf } from './support/page-blocks.ts';
import { takeApart } from './support/take-apart.ts';

// The page's own commands, on a program's settings in three forms. Its script after a renewal is run by
// core's test of deploying.
const page = (language: '' | '.ja'): string => `docs/consumers${language}.md`;

const commandsOf = (file: string): readonly string[] =>
  blocksOf(file).map(({ text }) => text.replaceAll(/^# .*\n/gm, ''));

test('both languages have the same commands, but for comments', () => {
  expect(commandsOf(page('.ja'))).toEqual(commandsOf(page('')));
});

const can = haveCounterparts('openssl');
describe.runIf(can)(`settings of a program of one’s own${leftOut(can, 'no openssl')}`, () => {
  let clinic: Clinic;
  let app: string;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
    app = join(clinic.folder, 'app');
    mkdirSync(app);
    await clinic.add('clinic-a');
  });
  afterAll(() => clinic.close());

  test('each line makes a consumer that a renewal keeps up to date', async () => {
    const old = clinic.password(0);
    const p12 = (name: string): string => {
      copyFileSync(clinic.p12(0), join(app, name));
      return join(app, name);
    };
    const { certificate, key } = takeApart(clinic, join(app, 'pem'));
    const seeds = {
      'config.json': JSON.stringify({ path: p12('a.p12'), password: old, expiry: '2026/01/31' }),
      'application.yml': `server:\n  ssl:\n    key-store: "${p12('b.p12')}"\n    key-store-password: "${old}"\n`,
      '.env': `ORCA_CERT=${certificate}\nORCA_KEY=${key}\nORCA_KEY_PASS=${old}\n`,
    };
    for (const [name, text] of Object.entries(seeds)) writeFileSync(join(app, name), text);

    const [lines = ''] = commandsOf(page(''));
    const commands = lines.trim().split('\n');
    expect(commands).toHaveLength(3);
    for (const line of commands) {
      const args = line.replaceAll('/srv/app', app).split(' ').slice(1);
      const { code, stderr } = await clinic.cli(args);
      expect({ line, code, said: code === 0 ? '' : stderr }).toEqual({ line, code: 0, said: '' });
    }
    const { code, stdout } = await clinic.cli(['renew', 'clinic-a', '--json']);
    expect(code).toBe(0);
    const [{ consumers }] = JSON.parse(stdout).results;
    expect(consumers.map(({ state }: { state: string }) => state)).toEqual([
      'current',
      'current',
      'current',
    ]);
    for (const [name, text] of Object.entries(seeds)) {
      const now = readFileSync(join(app, name), 'utf8');
      expect(now).not.toBe(text);
      expect(now).not.toContain(old);
    }
    // In the form that stood there.
    expect(JSON.parse(readFileSync(join(app, 'config.json'), 'utf8')).expiry).toMatch(
      /^\d{4}\/\d\d\/\d\d$/,
    );
  }, 60_000);
});
