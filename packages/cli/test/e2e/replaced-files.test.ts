import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepOf } from '../../../core/test/support/sweep.ts';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { disguises } from './support/canaries.ts';
import {
  copyOf,
  filesBelow,
  kinds,
  replace,
  runBounded,
  withoutMight,
} from './support/replaced.ts';
import type { Kind } from './support/replaced.ts';

/** Each command at each file and kind: hours. Else each file and kind meets one, in turn. */
const all = process.env['WEBORCA_REPLACED_ALL'] === '1';
const some = sweepOf('replaced files', 11);
/** What waits, waits for ever; a machine with other work takes its time. */
const mostMs = 30_000;
const lanes = 2;

const commands: readonly (readonly string[])[] = [
  ['status'],
  ['check'],
  ['metrics'],
  ['report'],
  ['history'],
  ['list'],
  ['versions', 'clinic-a'],
  ['doctor'],
  ['renew', 'clinic-a'],
  ['backup'],
  ['deploy'],
  ['password', 'clinic-a', '--yes'],
  ['rollback', 'clinic-a'],
  ['verify'],
  ['schedule', 'status'],
  ['remove', 'clinic-a', '--yes'],
  ['uninstall', '--yes'],
];

let clinic: Clinic;
let backups: string;
let secrets: readonly string[];
beforeAll(async () => {
  clinic = await openClinic({ clients: 2, algorithm: 'p-256' });
  backups = path.join(clinic.folder, 'backups');
  mkdirSync(backups, { mode: 0o700 });
  const config = path.join(clinic.home, 'config');
  await clinic.add('clinic-a', 0, ['--in-place', '--backup', backups]);
  await clinic.add('clinic-b', 1, ['--no-in-place']);
  // Two versions, history, attempts and the consumer's password; then one that is under way.
  await clinic.cli(['renew', 'clinic-a']);
  clinic.simulator.arm('get-500', 9);
  await clinic.cli(['renew', '--force', '--scheduled']);
  clinic.simulator.disarm();
  // The lock of a process that is gone, and what a person went back from.
  const locks = path.join(config, 'store', '.locks', 'clinic-a');
  const lock = { schemaVersion: 1, pid: 1, host: 'elsewhere', since: '2020-01-01T00:00:00.000Z' };
  writeFileSync(path.join(locks, `${'0'.repeat(32)}.lock`), JSON.stringify(lock), { mode: 0o600 });
  const beside = path.join(config, 'store', 'clinic-a');
  const later = { at: '2026-01-01T00:00:00.000Z', path: '/x', fingerprintSha256: 'f', reasons: [] };
  writeFileSync(path.join(beside, 'superseded.json'), JSON.stringify(later), { mode: 0o600 });
  secrets = filesBelow(clinic.folder)
    .filter((file) => /password/.test(path.basename(file)))
    .map((file) => readFileSync(path.join(clinic.folder, file), 'utf8').trim())
    .filter((text) => text.length >= 8);
});
afterAll(() => clinic.close());

interface Place {
  readonly home: string;
  /** The folder in which the file lies. */
  readonly broken: string;
  /** What the command is given besides: the backup's folder. */
  readonly args?: readonly string[];
}
type Prepare = (lane: string) => Place;

interface Case {
  readonly file: string;
  readonly kind: Kind;
  readonly args: readonly string[];
}

function casesOf(files: readonly string[], given: readonly (readonly string[])[]): readonly Case[] {
  const possible = kinds.filter((kind) => kind !== 'unreadable' || withoutMight !== null);
  const pairs = files.flatMap((file) => possible.map((kind) => ({ file, kind })));
  const cases: Case[] = [];
  for (const [index, { file, kind }] of pairs.entries()) {
    if (!all && !some.takes(index)) continue;
    const turn = given[(index * 7) % given.length] ?? [];
    for (const args of all ? given : [turn]) cases.push({ file, kind, args });
  }
  return cases;
}

/** The certificate beside it, as `status` and its sisters tell it. */
function besides(document: unknown): string {
  const found = v.safeParse(told, document);
  const beside = found.success ? found.output.certificates : [];
  return JSON.stringify(beside.filter(({ name }) => name === 'clinic-b'));
}

const told = v.object({
  certificates: v.array(
    v.object({
      name: v.string(),
      state: v.string(),
      notAfter: v.nullable(v.string()),
      reason: v.optional(v.unknown()),
    }),
  ),
});

const documented = new Set([0, 1, 2, 10, 11, 12]);

/** What is wrong with how a command took it; nothing, if all is as it should be. */
async function met(
  { file, kind, args }: Case,
  place: Place,
  usual: ReadonlyMap<string, string>,
): Promise<string | null> {
  const { code, stdout, stderr } = await runBounded(
    [...args, ...(place.args ?? []), '--json'],
    place.home,
    mostMs,
  );
  const wrong = (what: string): string =>
    `${args.join(' ')} with ${kind} at ${file}: ${what}\n${stdout.slice(0, 600)}${stderr.slice(0, 600)}`;
  if (code === null) return wrong(didNotEnd);
  if (!documented.has(code)) return wrong(`exit ${code}`);
  if (/^\s+at /m.test(stderr)) return wrong('a stack');
  const parsed = parse(stdout);
  if (parsed === null) return wrong('no JSON');
  if (/"(?:code|reason)":\s*"internal"/.test(stdout)) return wrong('internal');
  if (args[0] !== 'password' && secrets.some((secret) => isIn(stdout + stderr, secret))) {
    return wrong('a secret');
  }
  const before = usual.get(args.join(' '));
  if (before === undefined || code === 2 || file === 'config/config.json') return null;
  if (file.includes('clinic-b')) return null;
  return besides(parsed) === before ? null : wrong('the other certificate is told otherwise');
}

function isIn(text: string, secret: string): boolean {
  return disguises(secret).some((one) => one.length >= 8 && text.includes(one));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const didNotEnd = 'did not end';

/** A machine may stand still for half a minute; what waits for ever does so again. */
async function tryTwice(
  one: Case,
  lane: string,
  prepare: Prepare,
  usual: ReadonlyMap<string, string>,
): Promise<string | null> {
  let failure: string | null = null;
  for (const turn of [1, 2]) {
    const place = prepare(`${lane}-${turn}`);
    replace(path.join(place.broken, one.file), one.kind);
    failure = await met(one, place, usual);
    rmSync(`${lane}-${turn}`, { recursive: true, force: true });
    if (failure?.includes(didNotEnd) !== true) break;
  }
  return failure;
}

async function sweep(
  cases: readonly Case[],
  prepare: Prepare,
  usual: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const failures: string[] = [];
  const waiting = cases.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of waiting) {
      const lane = path.join(clinic.folder, `lane-${index}`);
      const failure = await tryTwice(one, lane, prepare, usual);
      if (failure !== null) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: lanes }, worker));
  return failures;
}

test(
  'any one file of the store replaced: every command ends, says why, and tells the others',
  { timeout: 8 * 3_600_000 },
  async () => {
    const usual = new Map<string, string>();
    expect(besides({ certificates: [{ name: 'clinic-b', state: 'x', notAfter: 'y' }] })).toContain(
      'y',
    );
    for (const args of [['status'], ['list'], ['check'], ['report']]) {
      const { stdout } = await clinic.cli([...args, '--json']);
      usual.set(args.join(' '), besides(JSON.parse(stdout)));
    }
    const files = filesBelow(clinic.home).filter((file) => !file.includes('/cache/'));
    const have = (part: string): boolean => files.some((file) => file.includes(part));
    const wanted = [
      'versions/',
      'current',
      'manifest.json',
      'issued.json',
      'state.json',
      '.password',
      '.lock',
    ];
    wanted.push('history.jsonl', 'last-run.json', 'backup-destinations', 'superseded.json');
    expect(wanted.filter((part) => !have(part))).toEqual([]);
    const cases = casesOf(files, commands);
    process.stdout.write(`replaced: ${files.length} files, ${cases.length} cases; ${some.told}\n`);
    const prepare = (lane: string) => {
      const home = path.join(lane, 'home');
      copyOf(clinic.home, home);
      return { home, broken: home };
    };
    expect(await sweep(cases, prepare, usual)).toEqual([]);
  },
);

test(
  'any one file of a backup replaced: restore and the check of backups end and say why',
  { timeout: 3_600_000 },
  async () => {
    const [stamp = ''] = readdirSync(path.join(backups, 'clinic-a'));
    const folder = path.join(backups, 'clinic-a', stamp);
    const files = filesBelow(folder);
    expect(files).toHaveLength(5);
    const prepare = (lane: string) => {
      const home = path.join(lane, 'home');
      const broken = path.join(lane, 'backup');
      mkdirSync(path.join(home, 'config'), { recursive: true, mode: 0o700 });
      copyOf(
        path.join(clinic.home, 'config', 'config.json'),
        path.join(home, 'config/config.json'),
      );
      copyOf(folder, broken);
      return { home, broken, args: [broken] };
    };
    const cases = casesOf(files, [['restore']]);
    expect(await sweep(cases, prepare, new Map())).toEqual([]);
  },
);
