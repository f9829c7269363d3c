import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { hasCode, openPkcs12, Secret, verifyBackups } from '@weborca-cert/core';
import { expect } from 'vitest';
import { openInUse } from './clinic.ts';
import type { Place } from './process-clinic.ts';

type Subject = Pick<Place, 'name' | 'home' | 'p12' | 'password' | 'context'>;

/** `<store>/<name>` */
export function storeOf({ home, name }: Pick<Place, 'home' | 'name'>): string {
  return path.join(home, 'store', name);
}

/**
 * What holds at every instant: the pair in use opens, and every version; no password that was
 * journaled as *issued* is lost; what programs and people read is never half a file.
 *
 * @param issued the passwords whose *issued* was fsynced
 */
export async function expectPromise(place: Subject, issued: readonly string[]): Promise<void> {
  const { name, context } = place;
  await openInUse(context, name);
  for (const folder of versionFolders(place)) await openVersionIn(folder);
  const kept = keptPasswords(place);
  for (const password of issued) expect(kept).toContain(password);
  await openConsumer(place);
  await backedUp(place);
}

/** What each version in the store is, opened. */
export async function versionsOf(place: Subject): Promise<readonly string[]> {
  return Promise.all(versionFolders(place).map(openVersionIn));
}

/** Store, consumer and backup hold this certificate; nothing is left open. */
export async function expectFinished(place: Subject, fingerprint: string): Promise<void> {
  const { name, context } = place;
  expect(await openInUse(context, name)).toBe(fingerprint);
  expect(await openConsumer(place)).toBe(fingerprint);
  expect(await backedUp(place)).toContain(fingerprint);
  expect(journalStep(place)).toBe('none');
  expect(leftovers(place)).toEqual([]);
}

/**
 * What killed runs left half-written or half-removed in the store. An abandoned journal is kept as it
 * was, with half of a file.
 */
function leftovers(place: Subject): readonly string[] {
  const entries = readdirSync(storeOf(place), { recursive: true, encoding: 'utf8' });
  return entries.filter(
    (entry) => path.basename(entry).startsWith('.tmp-') && !entry.startsWith('abandoned'),
  );
}

/**
 * Fingerprints of what the backups hold, each opened with the password beside it. That the
 * certificate in use has none yet says nothing of those that are there.
 */
export async function backedUp({ name, context }: Subject): Promise<readonly string[]> {
  const checked = await verifyBackups(context, [name]);
  const backups = checked.filter(
    ({ error }) => !(hasCode(error, 'backup-failed') && error.details.reason === 'none-there'),
  );
  expect(backups.filter(({ ok }) => !ok)).toEqual([]);
  return Promise.all(backups.map(({ path: folder }) => fingerprintOfBackup(folder)));
}

/** Looked at without the program's own reading. */
export function journalStep(
  place: Pick<Place, 'name' | 'home'>,
): 'none' | 'unsent' | 'requested' | 'issued' {
  const journal = path.join(storeOf(place), 'journal');
  if (statSync(journal, { throwIfNoEntry: false }) === undefined) return 'none';
  if (passwordIn(path.join(journal, 'issued.json')) !== null) return 'issued';
  if (existsSync(path.join(journal, 'unknown.json'))) return 'requested';
  const { answer } = fieldsIn(path.join(journal, 'requested.json'));
  const file = path.join(storeOf(place), 'answers', `${String(answer)}.json`);
  if (passwordIn(file) !== null) return 'issued';
  const { left, issued } = fieldsIn(file);
  return left === false || issued === false ? 'unsent' : 'requested';
}

function versionFolders(place: Subject): readonly string[] {
  const folder = path.join(storeOf(place), 'versions');
  return readdirSync(folder)
    .filter((entry) => !entry.startsWith('.'))
    .map((entry) => path.join(folder, entry));
}

async function openVersionIn(folder: string): Promise<string> {
  const password = new Secret(readFileSync(path.join(folder, 'password.txt'), 'utf8'));
  const { identity } = await openPkcs12(
    readFileSync(path.join(folder, 'certificate.p12')),
    password,
  );
  return identity.leaf.facts.fingerprintSha256;
}

async function openConsumer({ p12, password }: Subject): Promise<string> {
  const { identity } = await openPkcs12(readFileSync(p12), password);
  return identity.leaf.facts.fingerprintSha256;
}

async function fingerprintOfBackup(folder: string): Promise<string> {
  const file = readdirSync(folder).find((entry) => entry.endsWith('.p12')) ?? '';
  const password = new Secret(readFileSync(path.join(folder, 'password.txt'), 'utf8'));
  const { identity } = await openPkcs12(readFileSync(path.join(folder, file)), password);
  return identity.leaf.facts.fingerprintSha256;
}

/** In the journal, in abandoned ones, in the versions. */
function keptPasswords(place: Subject): readonly (string | null)[] {
  const store = storeOf(place);
  const journals = [path.join(store, 'journal')];
  const abandoned = path.join(store, 'abandoned');
  if (statSync(abandoned, { throwIfNoEntry: false }) !== undefined) {
    journals.push(...readdirSync(abandoned).map((entry) => path.join(abandoned, entry)));
  }
  return [
    ...journals.map((folder) => passwordIn(path.join(folder, 'issued.json'))),
    ...answers(place).map(passwordIn),
    ...versionFolders(place).map((folder) =>
      readFileSync(path.join(folder, 'password.txt'), 'utf8'),
    ),
  ];
}

/** The files for answers that no journal has taken in. */
export function answers(place: Pick<Place, 'name' | 'home'>): readonly string[] {
  const folder = path.join(storeOf(place), 'answers');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((entry) => path.join(folder, entry));
}

function passwordIn(file: string): string | null {
  const { pass } = fieldsIn(file);
  return typeof pass === 'string' ? pass : null;
}

function fieldsIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const fields: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    return fields;
  } catch {
    return {};
  }
}
