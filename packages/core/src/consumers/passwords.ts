import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { makeDirectories, readIfReadable, writeDurably } from '../files/durable.ts';
import { Secret } from '../secret.ts';
import { pairsIn } from '../store/read-version.ts';
import { decodePassword, encodePassword } from '../store/record.ts';
import type { Store } from '../store/types.ts';
import { consumersFolder } from './layout.ts';

/**
 * The password under which a consumer's own file goes on being sealed (`keep`). It is learned when
 * the consumer is added or first deployed, and outlives the store version it came from.
 */
export async function rememberPassword(
  effects: Effects,
  certificateFolder: string,
  { id, of = 'file', password }: Of & { readonly password: Secret },
): Promise<void> {
  const known = await rememberedPassword(effects, certificateFolder, { id, of });
  if (known?.reveal() === password.reveal()) return;
  await makeDirectories(effects.files, consumersFolder(certificateFolder), 0o700);
  const bytes = encodePassword(password);
  const path = pathOf(certificateFolder, { id, of });
  await writeDurably(effects, path, { contents: bytes, mode: 0o600 });
}

/** A consumer, and which of its two passwords: a .p12's key can have its own. */
interface Of {
  readonly id: string;
  readonly of?: 'file' | 'key';
}

async function rememberedPassword(
  effects: Effects,
  certificateFolder: string,
  which: Of,
): Promise<Secret | null> {
  const bytes = await readIfReadable(effects.files, pathOf(certificateFolder, which));
  return bytes === null ? null : decodePassword(bytes);
}

/** The certificate, and where passwords of its consumers may be. */
interface Where {
  readonly effects: Effects;
  readonly certificate: { readonly name: string };
  readonly store: Store;
  readonly certificateFolder: string;
}

/** Passwords to try on a consumer's file: its own first, then those of the store's versions, latest first. */
export async function passwordsFor(
  { effects, certificate, store, certificateFolder }: Where,
  { id }: { readonly id: string },
): Promise<readonly Secret[]> {
  const passwords = [await rememberedPassword(effects, certificateFolder, { id })];
  for (const pair of await pairsIn(store, certificate.name)) passwords.push(await pair.password());
  return passwords.filter((password) => password !== null);
}

/** All that opens a consumer's file, or may. */
export interface Known {
  readonly passwords: readonly Secret[];
  readonly keyPassword: Secret | null;
}

export async function knownFor(at: Where, { id }: { readonly id: string }): Promise<Known> {
  const keyPassword = await rememberedPassword(at.effects, at.certificateFolder, { id, of: 'key' });
  return { passwords: await passwordsFor(at, { id }), keyPassword };
}

/** What was told just now, and then what is known. */
export function bothOf(given: Known | undefined, known: Known): Known {
  if (given === undefined) return known;
  return {
    passwords: [...given.passwords, ...known.passwords],
    keyPassword: given.keyPassword ?? known.keyPassword,
  };
}

/** As given, then without one line end. */
export function spellingsOf(given: Secret): readonly Secret[] {
  const bare = given.reveal().replace(/\r?\n$/, '');
  return bare === given.reveal() ? [given] : [given, new Secret(bare)];
}

function pathOf(certificateFolder: string, { id, of = 'file' }: Of): string {
  const name = of === 'file' ? `${id}.password` : `${id}.key.password`;
  return join(consumersFolder(certificateFolder), name);
}
