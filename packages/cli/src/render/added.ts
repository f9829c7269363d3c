import { resolve } from 'node:path';
import {
  cleanText,
  describeError,
  isPassingPlace,
  type Added,
  type Context,
} from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { backupNoteLines } from './backups.ts';
import { symbols } from './paint.ts';
import { pairs } from './table.ts';

/** What was taken under care, where it lies and is backed up, what comes next. */
export function renderAdded(
  { name, facts, consumers, expired, backups }: Added,
  file: string,
  session: Session,
  context: Context,
): string {
  const { text, lastDay, word, wordOrCode } = session;
  const { facts: labels, said } = text;
  const notes = backupNoteLines(backups, session);
  return [
    said.added(name),
    '',
    pairs([
      [labels.commonName, facts.commonName],
      [labels.notAfter, `${lastDay(facts.notAfter)}  ${said.left(facts.daysLeft)}`],
      [labels.store, context.places.storeDir],
      [labels.configuration, context.places.configFile],
      [
        labels.consumers,
        consumers
          .flatMap(({ kind, path, notes: codes = [] }) => [
            `${wordOrCode('consumer-kind', kind)} ${path}`,
            ...codes.map((note) => `  ${word('note', note)}`),
          ])
          .join('\n') || null,
      ],
      [
        labels.backup,
        backups
          .map(({ ok, path }) =>
            ok
              ? `${symbols.done} ${path} (${text.keeping.ok})`
              : `${symbols.failed} ${path} (${text.keeping.failed})`,
          )
          .join('\n') || null,
      ],
    ]),
    '',
    ...(notes.length === 0 ? [] : [...notes, '']),
    expired === undefined ? said.addedNext : told(describeError(expired, session.language)),
    ...(isZip(file) ? [said.importHint(name)] : []),
    ...(backups.length === 0 ? [said.addedBackup(name)] : []),
    ...leftOver(file, session, context),
  ].join('\n');
}

function told({ message, hint }: { readonly message: string; readonly hint: string }): string {
  return `${message}\n${hint}`;
}

function isZip(file: string): boolean {
  return file.toLowerCase().endsWith('.zip');
}

/** A zip of the management site has the password in it: it does not belong among the downloads. */
export function leftOver(
  file: string,
  { text }: Pick<Session, 'text'>,
  context: Context,
): readonly string[] {
  return isZip(file) && isPassingPlace(resolve(file), context.effects)
    ? [text.said.deleteZip(cleanText(file))]
    : [];
}
