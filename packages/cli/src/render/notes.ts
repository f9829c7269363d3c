import type { OpeningNote } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';

/** How a file was opened, where that is worth knowing. */
export function tellNotes(notes: readonly OpeningNote[], { out, word }: Session): void {
  if (out.json || out.quiet) return;
  for (const note of notes) {
    out.tell(` ${out.paintError('warning', symbols.notice)} ${word('note', note)}`);
  }
}
