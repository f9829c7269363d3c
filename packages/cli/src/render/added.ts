import { describeError, type Added, type Context } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { pairs } from './table.ts';

/** What was taken under care, where it lies, what comes next. */
export function renderAdded(
  { name, facts, consumers, expired }: Added,
  backups: readonly string[],
  { text, lastDay, word, wordOrCode, language }: Session,
  { places }: Context,
): string {
  const { facts: labels, said } = text;
  return [
    said.added(name),
    '',
    pairs([
      [labels.commonName, facts.commonName],
      [labels.notAfter, `${lastDay(facts.notAfter)}  ${said.left(facts.daysLeft)}`],
      [labels.store, places.storeDir],
      [labels.configuration, places.configFile],
      [
        labels.consumers,
        consumers
          .flatMap(({ kind, path, notes = [] }) => [
            `${wordOrCode('consumer-kind', kind)} ${path}`,
            ...notes.map((note) => `  ${word('note', note)}`),
          ])
          .join('\n') || null,
      ],
      [labels.backup, backups.join('\n') || null],
    ]),
    '',
    expired === undefined ? said.addedNext : told(describeError(expired, language)),
    ...(backups.length === 0 ? [said.addedBackup] : []),
  ].join('\n');
}

function told({ message, hint }: { readonly message: string; readonly hint: string }): string {
  return `${message}\n${hint}`;
}
