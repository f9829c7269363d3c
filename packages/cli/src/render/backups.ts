import {
  cleanText,
  hasCode,
  type BackedUp,
  type BackupResult,
  type CheckedBackup,
} from '@weborca-cert/core';
import type { Failure } from '../failures.ts';
import type { Session } from '../session.ts';
import { errorField } from './json.ts';
import { symbols } from './paint.ts';
import { table, type Column } from './table.ts';

export function backupsJson(backups: readonly BackupResult[], session: Session) {
  return backups.map(({ path, ok, error, notes = [] }) => ({
    path,
    ok,
    ...errorField(error, session),
    ...(notes.length === 0 ? {} : { notes: notes.map(({ code }) => code) }),
  }));
}

export function backedUpJson({ name, backups, error }: BackedUp, session: Session) {
  return { name, backups: backupsJson(backups, session), ...errorField(error, session) };
}

export function checkedBackupJson(checked: CheckedBackup, session: Session) {
  const { path, name, at, facts, ok, opened, error } = checked;
  const { commonName = null, notAfter = null, fingerprintSha256 = null } = facts ?? {};
  return {
    path,
    name,
    at,
    commonName,
    notAfter,
    fingerprintSha256,
    ok,
    opened,
    ...errorField(error, session),
  };
}

/** Every folder that was written, and the certificates that have nowhere to go. */
export function renderBackedUp(results: readonly BackedUp[], session: Session): string {
  const { text, out } = session;
  const rows = results.flatMap(({ name, backups }) => backups.map((b) => ({ name, ...b })));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { heading: text.columns.name, cell: ({ name }) => name },
    {
      heading: text.columns.outcome,
      cell: ({ ok }) =>
        ok ? `${symbols.done} ${text.keeping.ok}` : `${symbols.failed} ${text.keeping.failed}`,
      paint: (padded, { ok }) => out.paint(ok ? 'good' : 'bad', padded),
    },
    { heading: text.columns.place, cell: ({ path }) => path },
  ];
  const lines = rows.length === 0 ? [] : [table(rows, columns, out)];
  const without = results.filter(({ error }) => hasNoPlace(error));
  const told = without.map(({ name }) => {
    const mark = out.paint('bad', symbols.failed);
    return ` ${mark} ${text.keeping.noBackupPlace(name)}`;
  });
  const notes = backupNoteLines(rows, session);
  return [...lines, notes.join('\n'), told.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** What is worth knowing of backups that are whole. */
export function backupNoteLines(
  backups: readonly BackupResult[],
  { out, word }: Session,
): readonly string[] {
  return backups.flatMap(({ path, notes = [] }) =>
    notes.map(({ code }) => {
      const mark = out.paint('warning', symbols.notice);
      return ` ${mark} ${cleanText(path)}\n   ${word('note', code)}`;
    }),
  );
}

/** Told in the result's own words, with the command that names one. */
function hasNoPlace(error: BackedUp['error']): boolean {
  return (
    error !== undefined &&
    hasCode(error, 'backup-failed') &&
    error.details.reason === 'none-configured'
  );
}

export function backedUpFailures(results: readonly BackedUp[]): readonly Failure[] {
  return results.flatMap(({ name, backups, error: own }) =>
    [...(hasNoPlace(own) ? [] : [own]), ...backups.map(({ error }) => error)].flatMap((error) =>
      error === undefined ? [] : [{ name, error }],
    ),
  );
}

export function renderCheckedBackups(
  backups: readonly CheckedBackup[],
  { text, out, time, lastDay }: Session,
): string {
  const { columns: headings, keeping } = text;
  if (backups.length === 0) return keeping.noBackups;
  const columns: readonly Column<CheckedBackup>[] = [
    { heading: headings.name, cell: ({ name }) => name ?? '' },
    { heading: headings.time, cell: ({ at }) => (at === null ? '' : time(at)) },
    {
      heading: headings.expiry,
      cell: ({ facts }) => (facts === null ? '' : lastDay(facts.notAfter)),
    },
    {
      heading: headings.outcome,
      cell: ({ ok, opened }) => {
        if (!ok) return `${symbols.failed} ${keeping.failed}`;
        return `${symbols.done} ${opened ? keeping.ok : keeping.notOpened}`;
      },
      paint: (padded, { ok }) => out.paint(ok ? 'good' : 'bad', padded),
    },
    { heading: headings.place, cell: ({ path }) => path },
  ];
  return table(backups, columns, out);
}
