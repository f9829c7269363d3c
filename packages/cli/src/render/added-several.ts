import { basename } from 'node:path';
import {
  cleanText,
  type Added,
  type ErrorCode,
  type FoundFile,
  type WeborcaError,
} from '@weborca-cert/core';
import { describeError } from '../describe.ts';
import type { Session } from '../session.ts';
import { backupsJson } from './backups.ts';
import { consumersJson, errorField, factsJson } from './json.ts';
import { symbols } from './paint.ts';
import { table, type Column } from './table.ts';

/** What became of one file. */
export interface SeveralResult {
  readonly found: FoundFile;
  /** Null: it was under care already, or it failed. */
  readonly added: Added | null;
  readonly error?: WeborcaError;
}

export function severalJson(
  { found: { file, opened }, added, error }: SeveralResult,
  session: Session,
) {
  const known = added ?? (error === undefined ? opened : null);
  return {
    file,
    certificate: known === null ? null : { name: known.name, ...factsJson(known.facts) },
    consumers: consumersJson(added?.consumers ?? []),
    backups: backupsJson(added?.backups ?? [], session),
    ...(opened?.underCare === true ? { underCare: true } : {}),
    ...errorField(error, session),
  };
}

/** What would be added, by the names it gets. */
export function renderFound(found: readonly FoundFile[], session: Session): string {
  const { text, day, word, out } = session;
  const { columns: headings, said, adding } = text;
  const rows = found.flatMap(({ opened }) => (opened?.underCare === false ? [opened] : []));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.commonName, cell: ({ facts }) => facts.commonName },
    { heading: headings.expiry, cell: ({ facts }) => day(facts.notAfter).slice(0, 10) },
    {
      heading: headings.left,
      align: 'end',
      cell: ({ facts }) =>
        facts.daysLeft < 0 ? word('state', 'expired') : said.days(facts.daysLeft),
      paint: (padded, { facts }) => (facts.daysLeft < 0 ? out.paint('bad', padded) : padded),
    },
  ];
  const known = found.filter(({ opened }) => opened?.underCare === true).length;
  const closed = found.filter(({ opened }) => opened === null).length;
  return [
    ...(rows.length === 0 ? [] : [table(rows, columns, out), '']),
    ...(known === 0 ? [] : [adding.knownAlready(known)]),
    ...(closed === 0 ? [] : [adding.notOpened(closed)]),
  ]
    .join('\n')
    .trimEnd();
}

/** How many were added, which were not and why, and how to go on. */
export function renderSeveral(
  results: readonly SeveralResult[],
  paths: readonly string[],
  session: Session,
): string {
  const { text } = session;
  const { adding } = text;
  const added = results.filter((one) => one.added !== null);
  const expired = added.filter((one) => (one.added?.facts.daysLeft ?? 0) < 0).length;
  const stuck = added.flatMap(({ found }) =>
    found.opened === null || found.opened.renewable ? [] : [found.opened.name],
  );
  const [first = ''] = stuck;
  const hasBackup = added.some((one) => one.added?.backups.some(({ ok }) => ok) === true);
  return [
    adding.added(added.length),
    ...(expired === 0 ? [] : [adding.expired(expired)]),
    ...(stuck.length === 0
      ? []
      : [adding.notRenewable(stuck.length, stuck.join(text.said.comma), first)]),
    ...(added.length === 0 || hasBackup ? [] : [adding.noBackup]),
    ...failedLines(results, paths, session),
  ].join('\n');
}

/** Those that failed alike are told together, with one way out. */
function failedLines(
  results: readonly SeveralResult[],
  paths: readonly string[],
  session: Session,
): readonly string[] {
  const { out, text } = session;
  const kinds = new Map<ErrorCode, { found: FoundFile; error: WeborcaError }[]>();
  for (const { found, error } of results) {
    if (error === undefined) continue;
    const alike = kinds.get(error.code);
    if (alike === undefined) kinds.set(error.code, [{ found, error }]);
    else alike.push({ found, error });
  }
  const again = `weborca-cert add ${paths.map((path) => quoted(path)).join(' ')}`;
  const lines: string[] = [];
  for (const [code, failed] of kinds) {
    lines.push('');
    for (const { found, error } of failed) {
      const why = isPassword(code)
        ? text.adding.tried(found.tried.join(text.said.comma))
        : describeError(error, session, null).message;
      const mark = out.paint('bad', symbols.failed);
      lines.push(` ${mark} ${cleanText(basename(found.file))}  [${code}]`, `   ${cleanText(why)}`);
    }
    if (isPassword(code)) lines.push(`   ${text.adding.passwordBeside}`);
    else lines.push(...waysOut(failed, session));
  }
  return lines.length === 0 ? [] : [...lines, '', text.adding.again, `   ${again}`];
}

/** Each way out once: most of one kind have the same. */
function waysOut(
  failed: readonly { readonly error: WeborcaError }[],
  session: Session,
): readonly string[] {
  const hints = failed.map(({ error }) => describeError(error, session, 'add').hint);
  return [...new Set(hints)]
    .filter((hint) => hint !== '')
    .map((hint) => hint.replaceAll(/^(?=.)/gm, '   '));
}

function isPassword(code: ErrorCode): boolean {
  return code === 'password-wrong' || code === 'password-missing';
}

function quoted(path: string): string {
  return /^[\w./\\:@+~-]+$/.test(path) ? path : `"${cleanText(path)}"`;
}
