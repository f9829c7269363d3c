import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atHome, commonNameInUse, type Clinic } from './clinic.ts';
import { expectCode, expectJson, type Step } from './expect.ts';

interface InPlace {
  readonly name: string;
  /** The simulator’s. */
  readonly client: number;
}

/** A certificate under care whose file is kept up to date in a folder of its own. */
async function addInPlace(clinic: Clinic, { name, client }: InPlace): Promise<string> {
  const folder = clinic.at('使用中', name);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'client.p12');
  copyFileSync(clinic.told.certificates[client]?.p12 ?? '', file);
  const [, ...password] = clinic.file(client);
  const where = clinic.machine.toWindows(file);
  await expectCode(clinic, 0, ['add', where, '--name', name, '--in-place', ...password]);
  return file;
}

/** A renewal stops before its request, and says why. */
async function expectRefused(
  clinic: Clinic,
  { name, client }: InPlace,
  why: RegExp,
): Promise<void> {
  const before = clinic.posts(client);
  const error = { code: 'destination-not-writable' };
  const document = { results: [{ outcome: 'failed', error }] };
  assert.match(await expectJson(clinic, { code: 1, document }, ['renew', name]), why);
  assert.equal(clinic.posts(client), before);
  // Nothing is wrong with the certificate, and nothing is due of it that was not before.
  await expectCode(clinic, 10, ['check', name]);
}

const killed = 10;

/** What Windows refuses, and what is cut off. */
export const trouble: readonly Step[] = [
  {
    title: 'a consumer that is read-only is found before anything is asked for',
    async run(shared) {
      const clinic = atHome(shared, shared.at('読取専用', 'home'));
      const certificate = { name: '読取専用', client: 3 };
      const file = await addInPlace(clinic, certificate);
      chmodSync(file, 0o444);
      await expectRefused(clinic, certificate, /読み取り専用です|read-only/);
      chmodSync(file, 0o644);
      await expectCode(clinic, 0, ['renew', '読取専用']);
    },
  },
  {
    title: 'a consumer that another program holds open is found before anything is asked for',
    async run(shared) {
      const clinic = atHome(shared, shared.at('使用中', 'home'));
      const { machine, at } = clinic;
      const certificate = { name: '使用中', client: 4 };
      const file = await addInPlace(clinic, certificate);
      const [held, end] = [at('held'), at('end')];
      const words = [at('inside', 'hold.ts'), file, held, end].map((one) => machine.toWindows(one));
      const holder = machine.node(words);
      while (!existsSync(held)) await pause(100);
      try {
        await expectRefused(clinic, certificate, /使用中です|in use/);
      } finally {
        writeFileSync(end, '');
        await holder;
      }
      await expectCode(clinic, 0, ['renew', '使用中']);
    },
  },
  {
    title: 'a program that takes too long is ended with all that it started',
    async run({ machine, at }) {
      const words = [at('inside', 'kill-tree.ts'), at('core', 'programs', 'run.js')];
      const { code, stdout, stderr } = await machine.node(
        words.map((one) => machine.toWindows(one)),
      );
      assert.equal(code, 0, `${stdout}${stderr}`);
    },
  },
  {
    title: `killed at ${killed} points of a renewal: the pair in use opens, and the next run goes on`,
    async run(clinic) {
      const { at, machine } = clinic;
      const whole = at('kills', 'whole');
      clinic.makeHome(whole);
      const [p12 = '', ...password] = clinic.file(5);
      await expectCode(clinic, 0, ['add', p12, '--name', '薬局', '--no-in-place', ...password], {
        home: whole,
      });
      const count = at('kills', 'count');
      const renew = async (killAt: number) => {
        const home = at('kills', String(killAt));
        cpSync(whole, home, { recursive: true });
        const env = {
          WEBORCA_TEST_KILL_AT: String(killAt),
          WEBORCA_TEST_COUNT: machine.toWindows(count),
        };
        return {
          home,
          ...(await clinic.cli(['renew', '薬局'], { home, preload: 'kill-at', env })),
        };
      };
      assert.equal((await renew(0)).code, 0);
      const changes = Number(readFileSync(count, 'utf8'));
      assert.equal(changes > killed, true);
      const waiting = Array.from(
        { length: killed },
        (_, index) => 1 + Math.floor((index * changes) / killed),
      );
      const commonName = clinic.told.certificates[5]?.commonName;
      const killAndGoOn = async (killAt: number): Promise<void> => {
        const where = `change ${killAt} of ${changes}`;
        const { home, code } = await renew(killAt);
        assert.notEqual(code, 0, where);
        assert.equal(commonNameInUse(home, '薬局'), commonName, where);
        const next = await clinic.cli(['renew', '薬局', '--json'], { home });
        // Killed between the request and its answer, nobody knows: that is said, and nothing is sent.
        const fine = next.code === 0 || next.stdout.includes('"outcome-unknown"');
        assert.equal(fine, true, `${where}: ${next.stdout}${next.stderr}`);
        assert.equal(commonNameInUse(home, '薬局'), commonName, where);
      };
      const lane = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          await killAndGoOn(next);
        }
      };
      await Promise.all([lane(), lane(), lane()]);
    },
  },
];
