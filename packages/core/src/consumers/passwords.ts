import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere, makeDirectories, readIfReadable, writeDurably } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { passwordFile } from '../store/layout.ts';
import { decodePassword, encodePassword } from '../store/password-text.ts';
import { consumersFolder } from './intent.ts';

/**
 * The password under which a consumer's own file goes on being sealed (`keep`). It is learned when
 * the consumer is added or first deployed, and outlives the store version it came from.
 */
export async function rememberPassword(
  effects: Effects,
  stateFolder: string,
  id: string,
  password: Secret,
): Promise<void> {
  const known = await rememberedPassword(effects, stateFolder, id);
  if (known?.reveal() === password.reveal()) return;
  await makeDirectories(effects.files, consumersFolder(stateFolder), 0o700);
  const bytes = encodePassword(password);
  await writeDurably(effects.files, fileOf(stateFolder, id), bytes, 0o600, effects.randomBytes);
}

export async function rememberedPassword(
  effects: Effects,
  stateFolder: string,
  id: string,
): Promise<Secret | null> {
  const bytes = await readIfReadable(effects.files, fileOf(stateFolder, id));
  return bytes === null ? null : decodePassword(bytes);
}

/** Passwords of every version in the store, latest first: what a consumer's file may still have. */
export async function storePasswords(
  effects: Effects,
  stateFolder: string,
): Promise<readonly Secret[]> {
  const versions = join(stateFolder, 'versions');
  const passwords: Secret[] = [];
  for (const id of (await listIfThere(effects.files, versions)).toReversed()) {
    const bytes = await readIfReadable(effects.files, join(versions, id, passwordFile));
    const password = bytes === null ? null : decodePassword(bytes);
    if (password !== null) passwords.push(password);
  }
  return passwords;
}

/** Passwords to try on a consumer's file: its own first, then those of the store's versions. */
export async function passwordsFor(
  { effects, stateFolder }: { readonly effects: Effects; readonly stateFolder: string },
  { id }: { readonly id: string },
): Promise<readonly Secret[]> {
  const own = await rememberedPassword(effects, stateFolder, id);
  return [...(own === null ? [] : [own]), ...(await storePasswords(effects, stateFolder))];
}

function fileOf(stateFolder: string, id: string): string {
  return join(consumersFolder(stateFolder), `${id}.password`);
}
