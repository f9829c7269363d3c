import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openPkcs12, Secret } from '@weborca-cert/core';
import type { Clinic } from './clinic.ts';

/** `<home>/store/clinic-a`, or something in it. */
export function stateOf({ home }: Clinic, ...parts: readonly string[]): string {
  return path.join(home, 'store', 'clinic-a', ...parts);
}

/** The folders of issuances that led nowhere, with what each of them still holds. */
export function abandoned(clinic: Clinic): readonly (readonly string[])[] {
  const folder = stateOf(clinic, 'abandoned');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((one) => readdirSync(path.join(folder, one)).toSorted());
}

export function hasJournal(clinic: Clinic): boolean {
  return existsSync(stateOf(clinic, 'journal'));
}

interface Settings {
  services: Record<string, Record<string, unknown>>;
  certificates: Record<string, Record<string, unknown>>;
}

/** Edits the clinic's settings as a person with an editor would. */
export function editSettings({ home }: Clinic, edit: (settings: Settings) => void): void {
  const file = path.join(home, 'config.json');
  const settings: Settings = JSON.parse(readFileSync(file, 'utf8'));
  edit(settings);
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
}

export function editService(clinic: Clinic, more: Readonly<Record<string, unknown>>): void {
  editSettings(clinic, (settings) => {
    settings.services['production'] = { ...settings.services['production'], ...more };
  });
}

/** The fingerprint of a .p12 file under a password. */
export async function fingerprintOf(file: string, password: string): Promise<string> {
  const { identity } = await openPkcs12(readFileSync(file), new Secret(password));
  return identity.leaf.facts.fingerprintSha256;
}

/** The first client's password: the one the consumer's file keeps. */
export function clientPassword({ simulator }: Clinic): string {
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  return client.password;
}

/** What the file that a program of the clinic reads holds now. */
export function consumed(clinic: Clinic): Promise<string> {
  return fingerprintOf(clinic.p12, clientPassword(clinic));
}
