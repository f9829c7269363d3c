import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere, readIfThere } from '../files/durable.ts';
import { answerIds, answerPath, readAnswer } from './answers.ts';
import { journalOf } from './journal.ts';
import { readRecord, textField } from './record.ts';

/** What a certificate's folder holds of renewals that did not come to their end. */
export interface Held {
  /** The journal's folder; null when no renewal is open. */
  readonly open: string | null;
  /** Folders, or files, of renewals that were given up, with a password that is nowhere else. */
  readonly abandoned: readonly string[];
}

export async function heldIn(effects: Effects, certificateFolder: string): Promise<Held> {
  const journal = journalOf(effects, certificateFolder);
  const { step } = await journal.read();
  const kept = join(certificateFolder, 'abandoned');
  const abandoned: string[] = [];
  for (const entry of await listIfThere(effects.files, kept)) {
    const issued = readRecord(await readIfThere(effects.files, join(kept, entry, 'issued.json')));
    if (issued !== null && textField(issued, 'pass') !== null) abandoned.push(join(kept, entry));
  }
  // An answer that came late and waits to be fetched.
  for (const id of await answerIds(effects.files, certificateFolder)) {
    const { kind } = await readAnswer(effects.files, certificateFolder, id);
    if (kind === 'issued') abandoned.push(answerPath(certificateFolder, id));
  }
  return { open: step === 'none' ? null : journal.folder, abandoned };
}
