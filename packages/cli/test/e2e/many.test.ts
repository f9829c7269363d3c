import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mainFile } from '../support/cli.ts';
import { oldStaysAccepted } from '../support/service-rule.ts';
import { openMany, type Many } from './support/many.ts';
import { journalStep } from './support/promise.ts';

/** `WEBORCA_MANY=5000` for what the project promises; the same code runs with fewer. */
const count = Number(process.env['WEBORCA_MANY'] ?? '60');
const timeout = 120_000 + count * 1000;
const mostMegabytes = 300;

let many: Many;
let running: ChildProcess | null = null;

/**
 * One that is killed while the service hands a file over has lost it where each is given out once, or the
 * old certificate ends with that: crash.test.ts and service-rules.test.ts say what is so then.
 */
const handedOutAgain = { downloads: 'many', ...oldStaysAccepted } as const;

beforeEach(async () => {
  many = await openMany(count, { rules: handedOutAgain });
}, timeout);

afterEach(async () => {
  running?.kill('SIGKILL');
  await many.close();
}, timeout);

const tellingPeak = pathToFileURL(path.join(import.meta.dirname, 'support/telling-peak.ts')).href;

interface Result {
  readonly name: string;
  readonly outcome: string;
  readonly new: { readonly fingerprintSha256: string } | null;
  readonly error?: { readonly code: string };
}

interface Ended {
  readonly code: number | null;
  readonly results: readonly Result[];
  readonly peakMegabytes: number;
}

function start(...args: readonly string[]): { readonly end: () => Promise<Ended> } {
  const words = ['--import', tellingPeak, mainFile, 'renew', '--json', ...args];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env['PATH'], HOME: many.folder, WEBORCA_CERT_HOME: many.home },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  running = child;
  const { stdout: output } = child;
  const peak = child.stdio[3];
  if (output === null || !(peak instanceof Readable)) throw new Error('no pipe');
  const told = Promise.all([text(output), text(peak), once(child, 'close')]);
  return {
    async end() {
      const [stdout, kilobytes] = await told;
      const results: readonly Result[] = stdout === '' ? [] : JSON.parse(stdout).results;
      return { code: child.exitCode, results, peakMegabytes: Number(kilobytes) / 1024 };
    },
  };
}

function posts(): number {
  return many.simulator.requests.filter(({ method }) => method === 'POST').length;
}

/** How many have each outcome; a failed one counts under its code. */
function counted(results: readonly Result[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome, error } of results) {
    const key = error === undefined ? outcome : `${outcome} ${error.code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The fingerprint in the manifest of the version that a name's pointer names. */
function inUse(name: string): string {
  const folder = path.join(many.home, 'store', name);
  const id = readFileSync(path.join(folder, 'current'), 'utf8').trim();
  const manifest = JSON.parse(
    readFileSync(path.join(folder, 'versions', id, 'manifest.json'), 'utf8'),
  );
  return String(manifest.facts.fingerprintSha256);
}

/** What was issued for each name, oldest first. */
function issued(): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>(many.names.map((name) => [name, []]));
  for (const { asker, identity } of many.simulator.issuances) {
    byName.get(`clinic-${asker.facts.commonName}`)?.push(identity.leaf.facts.fingerprintSha256);
  }
  return byName;
}

/** Each name uses what was issued for it last. */
function expectAllRight(): void {
  const wrong = [...issued()].filter(([name, fingerprints]) => inUse(name) !== fingerprints.at(-1));
  expect(wrong).toEqual([]);
}

/** A request may have left, and no answer is on disk. */
function isOpenWithoutAnswer(name: string): boolean {
  return journalStep({ name, home: many.home }) === 'requested';
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(1);
}

test(`${count} certificates are renewed in one run`, { timeout }, async () => {
  const begun = performance.now();
  const { code, results, peakMegabytes } = await start('--all').end();
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(
    `many: ${count} in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(1)} a second, ` +
      `${peakMegabytes.toFixed(0)} MB\n`,
  );
  expect(counted(results)).toEqual({ renewed: count });
  expect(code).toBe(0);
  expect(posts()).toBe(count);
  expectAllRight();
  expect(peakMegabytes).toBeLessThan(mostMegabytes);

  // The same TLS connection for POST and GET, and one more to ask WebORCA.
  const { requests } = many.simulator;
  const asked = requests.filter(({ listener }) => listener === 'api');
  expect(asked).toHaveLength(2 * count);
  expect(new Set(asked.map(({ connection }) => connection)).size).toBe(count);
  expect(new Set(requests.map(({ connection }) => connection)).size).toBe(2 * count);
});

test(`${count}, killed in the middle, are finished by the second start`, { timeout }, async () => {
  const { simulator } = many;
  const first = start('--all');
  await until(() => posts() >= count / 2);
  // Two requests get no answer; the others are wherever they are when all ends.
  simulator.arm('post-never', 2);
  await until(() => simulator.armed().length === 0);
  running?.kill('SIGKILL');
  expect((await first.end()).results).toEqual([]);
  const unknown = many.names.filter(isOpenWithoutAnswer);
  expect(unknown.length).toBeGreaterThanOrEqual(2);
  // So many are worked at together.
  expect(unknown.length).toBeLessThanOrEqual(4);

  const second = await start('--all').end();
  const failed = second.results.filter(({ outcome }) => outcome === 'failed');
  expect(failed.map(({ name }) => name)).toEqual(unknown);
  expect(counted(failed)).toEqual({ 'failed outcome-unknown': unknown.length });
  expect(second.code).toBe(1);
  expect(second.peakMegabytes).toBeLessThan(mostMegabytes);
  // A request counts as sent before it leaves; one that was killed in between never did.
  expect(posts()).toBeLessThanOrEqual(count);
  expect(posts()).toBeGreaterThanOrEqual(count - unknown.length);
  const sent = posts();
  const settled = many.names.filter((name) => !unknown.includes(name));
  const counts = settled.map((name) => issued().get(name)?.length);
  expect(new Set(counts)).toEqual(new Set([1]));

  const third = await start('--force', ...unknown).end();
  expect(counted(third.results)).toEqual({ renewed: unknown.length });
  expect(posts()).toBe(sent + unknown.length);
  expectAllRight();
});
