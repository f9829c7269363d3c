import type { Added, Context } from '@weborca-cert/core';
import type { CompleteAdd } from '../dialogues/add.ts';
import type { Session } from '../session.ts';
import { pairs } from './table.ts';

/** What was taken under care, where it lies, what comes next. */
export function renderAdded(
  { name, facts, consumers }: Added,
  request: CompleteAdd,
  { text, day }: Session,
  { places }: Context,
): string {
  const { facts: labels, said } = text;
  const none = (request.backups ?? []).length === 0;
  return [
    said.added(name),
    '',
    pairs([
      [labels.commonName, facts.commonName],
      [labels.notAfter, `${day(facts.notAfter)}  ${said.left(facts.daysLeft)}`],
      [labels.store, places.storeDir],
      [labels.configuration, places.configFile],
      [labels.consumers, consumers.map(({ kind, path }) => `${kind} ${path}`).join('\n') || null],
      [labels.backup, (request.backups ?? []).join('\n') || null],
    ]),
    '',
    said.addedNext,
    ...(none ? [said.addedBackup] : []),
  ].join('\n');
}
