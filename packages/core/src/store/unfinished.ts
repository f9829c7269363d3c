import { dirname, join, relative, sep } from 'node:path';
import type { Effects } from '../effects.ts';
import { exists, isErrno, listIfThere, readIfThere } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { answerIds, answerPath, readAnswer } from './answers.ts';
import { abandonedFolder, journalOf } from './journal.ts';
import { readIssuance } from './read-journal.ts';
import { readRecord, textField } from './record.ts';
import type { Store } from './types.ts';
import { journalEntries } from './layout.ts';

/** What a certificate's folder holds of renewals that did not come to their end. */
export interface Held {
  /** The journal's folder; null when no renewal is open. */
  readonly open: string | null;
  /** Folders, or files, of renewals that were abandoned, with a password that is nowhere else. */
  readonly abandoned: readonly string[];
}

export async function heldIn(effects: Effects, certificateFolder: string): Promise<Held> {
  const journal = journalOf(effects, certificateFolder);
  const { step } = await journal.read();
  const kept = abandonedFolder(certificateFolder);
  const abandoned: string[] = [];
  for (const entry of await listIfThere(effects.files, kept)) {
    const issued = readRecord(
      await readIfThere(effects.files, join(kept, entry, journalEntries.issued)),
    );
    if (issued !== null && textField(issued, 'pass') !== null) abandoned.push(join(kept, entry));
  }
  // An answer that came late and waits to be fetched.
  for (const id of await answerIds(effects.files, certificateFolder)) {
    const { kind } = await readAnswer(effects.files, certificateFolder, id);
    if (kind === 'issued') abandoned.push(answerPath(certificateFolder, id));
  }
  return { open: step === 'none' ? null : journal.folder, abandoned };
}

/** The issued file in the folder of an abandoned journal; null when there is none. */
export async function abandonedFileIn(
  { files }: Pick<Effects, 'files'>,
  folder: string,
): Promise<string | null> {
  const file = join(folder, journalEntries.file);
  return (await exists(files, file)) ? file : null;
}

/** An issued file that led nowhere: whose it is, and the password that came with it. */
export interface AbandonedFile {
  readonly name: string;
  readonly password: Secret;
}

/**
 * Whether `path` is a file of an abandoned journal in this very store; null for every other file,
 * whatever lies beside it.
 *
 * @param path absolute
 */
export async function readAbandonedFile(
  effects: Effects,
  store: Pick<Store, 'dir'>,
  path: string,
): Promise<AbandonedFile | null> {
  const { files } = effects;
  try {
    const real = await files.realPath(path);
    const parts = relative(await files.realPath(store.dir), real).split(sep);
    const [name, abandoned, entry, file, ...deeper] = parts;
    if (name === undefined || name === '..' || entry === undefined || deeper.length > 0)
      return null;
    if (join(name, abandoned ?? '') !== abandonedFolder(name) || file !== journalEntries.file)
      return null;
    const issuance = await readIssuance(effects, dirname(real));
    return issuance === null ? null : { name, password: issuance.issued.pass };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) return null;
    throw error;
  }
}
