import type { CertificateFacts, OpeningNote } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';

/** How a file was opened, where that is worth knowing. */
export function tellNotes(notes: readonly OpeningNote[], { out, text, word }: Session): void {
  if (out.json || out.quiet) return;
  for (const note of notes) {
    out.tell(` ${out.paintError('warning', symbols.notice)} ${word('note', note)}`);
    if (note === 'key-locked') out.tell(`   ${text.said.openLockedKey}`);
  }
}

/** What else is in the file that a certificate was taken from. */
export function tellAlsoThere(
  others: readonly CertificateFacts[],
  { out, text, lastDay }: Session,
): void {
  if (out.json || out.quiet || others.length === 0) return;
  const named = others.map(({ commonName, notAfter }) => `${commonName} (${lastDay(notAfter)})`);
  const said = text.said.alsoInFile(named.join(text.said.comma));
  out.tell(` ${out.paintError('warning', symbols.notice)} ${said}`);
}
