import {
  cleanText,
  expiredWayOut,
  unseenDays,
  type CertificateState,
  type CertificateStatus,
  type ConsumerStatus,
} from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { factEntries } from './certificate.ts';
import { consumersJson, factsOrNullsJson } from './json.ts';
import { keepsFromRenewing, lastFailureJson, lastFailureLines } from './last-failures.ts';
import type { HintKind } from '../text/hints.ts';
import { symbols, type Tone } from './paint.ts';
import { pairs, table, type Column } from './table.ts';

/** Never the only carrier of what a state means. */
const stateTones: Readonly<Record<CertificateState, Tone>> = {
  unreadable: 'bad',
  expired: 'bad',
  'not-yet-valid': 'bad',
  superseded: 'warning',
  urgent: 'bad',
  due: 'warning',
  'not-renewable': 'warning',
  valid: 'good',
};

/** What is under care, in the order of the configuration, and below it what can be done. */
export function renderStatuses(
  statuses: readonly CertificateStatus[],
  session: Session,
  detailed: boolean,
): string {
  const { out } = session;
  const [only] = statuses;
  const main =
    detailed && only !== undefined && statuses.length === 1
      ? renderOne(only, session)
      : table(statuses, columns(session), out);
  const failures = lastFailureLines(statuses, session);
  const problems = detailed && statuses.length === 1 ? [] : consumerProblems(statuses, session);
  const unread = unreadableLines(statuses, session);
  const recovered = recoveredLines(statuses, session);
  const old = oldUseLines(statuses, session);
  const unseen = [...unseenLines(statuses, session), ...diskLines(statuses, session)];
  const hints = hintsFor(statuses, session);
  const lines = [...unread, ...problems, ...recovered, ...old, ...unseen].join('\n');
  return [main, lines, failures.join('\n'), hints.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function statusJson(status: CertificateStatus, session: Session) {
  const { name, state, facts, reason, pending, consumers, lastBackup, service, recovered } = status;
  const { oldUses = null } = status;
  return {
    name,
    state,
    ...factsOrNullsJson(facts),
    service,
    reason,
    recovered,
    pending,
    lastFailure: lastFailureJson(status, session),
    consumers: consumersJson(consumers),
    lastBackup,
    oldUses,
  };
}

/** Until when, how long still, and what that comes to: of this machine's certificates, and of others'. */
export function validityColumns({
  text,
  word,
  lastDay,
  out,
}: Session): readonly Column<Pick<CertificateStatus, 'facts' | 'state'>>[] {
  const { columns: headings, said } = text;
  return [
    {
      heading: headings.expiry,
      cell: ({ facts }) => (facts === null ? '' : lastDay(facts.notAfter)),
    },
    {
      heading: headings.left,
      align: 'end',
      cell: ({ facts }) => (facts === null ? '' : said.days(facts.daysLeft)),
    },
    {
      heading: headings.state,
      cell: ({ state }) => word('state', state),
      paint: (padded, { state }) => out.paint(stateTones[state], padded),
    },
  ];
}

function columns(session: Session): readonly Column<CertificateStatus>[] {
  const { text, word, day } = session;
  const { columns: headings, said } = text;
  return [
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.commonName, cell: ({ facts }) => facts?.commonName ?? '' },
    ...validityColumns(session),
    {
      heading: headings.backup,
      cell: ({ lastBackup }) => (lastBackup === null ? said.none : day(lastBackup.at).slice(0, 10)),
    },
    {
      heading: headings.pending,
      cell: ({ pending }) => (pending === null ? '' : word('pending', pending.step)),
    },
  ];
}

function renderOne(status: CertificateStatus, session: Session): string {
  const { text, word, time, out } = session;
  const { facts: labels } = text;
  const { name, state, facts, pending, lastBackup, consumers, service } = status;
  const entries = pairs([
    [labels.name, name],
    [labels.state, word('state', state), (value) => out.paint(stateTones[state], value)],
    [labels.service, service],
    ...(facts === null ? [] : factEntries(facts, session)),
    [
      labels.pending,
      pending === null ? null : `${word('pending', pending.step)} (${time(pending.since)})`,
    ],
    [
      labels.backup,
      lastBackup === null ? text.said.none : `${time(lastBackup.at)}  ${lastBackup.path}`,
    ],
    [labels.backupRead, lastBackup === null ? null : time(lastBackup.readAt)],
  ]);
  if (consumers.length === 0) return entries;
  return `${entries}\n\n${renderConsumers(consumers, session)}`;
}

export function renderConsumers(consumers: readonly ConsumerStatus[], session: Session): string {
  const { text, word, wordOrCode, out } = session;
  const { columns: headings } = text;
  const cells: readonly Column<ConsumerStatus>[] = [
    { heading: headings.consumers, cell: ({ kind }) => wordOrCode('consumer-kind', kind) },
    { heading: headings.place, cell: ({ path }) => path },
    {
      heading: headings.state,
      cell: (consumer) => stateWord(consumer, word),
      paint: (padded, { state }) => out.paint(state === 'current' ? 'good' : 'warning', padded),
    },
    {
      heading: headings.note,
      cell: (consumer) => {
        const { command, notes = [] } = consumer;
        if (command !== undefined) return command;
        const why = reasonWord(consumer, wordOrCode);
        return [...(why === null ? [] : [why]), ...notes.map((note) => word('note', note))].join(
          ' ',
        );
      },
    },
  ];
  return table(consumers, cells, out);
}

/** What is not there yet has no old certificate either. */
function stateWord({ state, error }: ConsumerStatus, word: Session['word']): string {
  return isAbsent(state, error) ? word('reason', 'missing') : word('consumer-state', state);
}

function reasonWord({ state, error }: ConsumerStatus, word: Session['wordOrCode']): string | null {
  if (error === undefined) return null;
  // Its settings are there; which file is not has to be said.
  return isAbsent(state, error) ? (error.at ?? null) : word('reason', error.reason);
}

function isAbsent(state: ConsumerStatus['state'], error: ConsumerStatus['error']): boolean {
  return state === 'behind' && error?.reason === 'missing';
}

function consumerProblems(
  statuses: readonly CertificateStatus[],
  { word, wordOrCode, out }: Session,
): readonly string[] {
  return statuses.flatMap(({ name, consumers }) =>
    consumers
      .filter(({ state }) => state !== 'current')
      .map((consumer) => {
        const mark = out.paint('warning', symbols.notice);
        const { kind, path } = consumer;
        const why = reasonWord(consumer, wordOrCode);
        const state = `${stateWord(consumer, word)}${why === null ? '' : ` (${why})`}`;
        return ` ${mark} ${name}: ${wordOrCode('consumer-kind', kind)} ${cleanText(path)}  ${state}`;
      }),
  );
}

/** What could not be read of a certificate, and why: somebody has to see to it. */
function unreadableLines(
  statuses: readonly CertificateStatus[],
  { word, wordOrCode, out }: Session,
): readonly string[] {
  return statuses.flatMap(({ name, reason: { path, why } }) =>
    path === undefined || why === undefined
      ? []
      : [
          ` ${out.paint('bad', symbols.notice)} ${name}: ${cleanText(path)}  ${word('state', 'unreadable')} (${wordOrCode('reason', why)})`,
        ],
  );
}

function recoveredLines(
  statuses: readonly CertificateStatus[],
  { out, text }: Session,
): readonly string[] {
  return statuses.flatMap(({ name, recovered }) =>
    recovered === null
      ? []
      : [
          ` ${out.paint('warning', symbols.notice)} ${name}: ${text.said.recovered(name, recovered)}`,
        ],
  );
}

/** A backup that was not read for long may be gone. */
function unseenLines(
  statuses: readonly CertificateStatus[],
  { out, text }: Session,
): readonly string[] {
  return statuses.flatMap(({ name, lastBackup }) => {
    const days = lastBackup === null ? null : unseenDays(lastBackup, new Date());
    if (days === null) return [];
    return [` ${out.paint('warning', symbols.notice)} ${text.keeping.unseen(name, days)}`];
  });
}

/** A backup that goes with the store's disk is none against its loss. */
function diskLines(
  statuses: readonly CertificateStatus[],
  { out, text: { keeping } }: Session,
): readonly string[] {
  const names = statuses.flatMap(({ name, lastBackup }) =>
    lastBackup?.onStoresDisk === true ? [name] : [],
  );
  const told =
    names.length > hintLimit
      ? [keeping.severalOnStoresDisk(names.length)]
      : names.map((name) => keeping.onStoresDisk(name));
  return told.map((line) => ` ${out.paint('warning', symbols.notice)} ${line}`);
}

/** Who still uses what was replaced; a consumer that is behind is told as such. */
function oldUseLines(
  statuses: readonly CertificateStatus[],
  { out, text }: Session,
): readonly string[] {
  return statuses.flatMap(({ name, consumers, oldUses = [] }) => {
    const behind = new Set(consumers.filter(({ state }) => state !== 'current').map((c) => c.path));
    return oldUses
      .filter(({ path }) => !behind.has(path))
      .map(({ path, how, found }) => {
        const said = text.using.oldUse[how](cleanText(found));
        return ` ${out.paint('warning', symbols.notice)} ${name}: ${cleanText(path)}  ${said}`;
      });
  });
}

/** Beyond this many, those of one kind are told in one line. */
const hintLimit = 5;

/** The next command, where there is one. */
function hintsFor(statuses: readonly CertificateStatus[], session: Session): readonly string[] {
  const { hints } = session.text;
  const alike = new Map<HintKind, CertificateStatus[]>();
  for (const status of statuses) {
    const kind = hintKind(status);
    if (kind === null) continue;
    const known = alike.get(kind);
    if (known === undefined) alike.set(kind, [status]);
    else known.push(status);
  }
  return [...alike].flatMap(([kind, some]) =>
    some.length > hintLimit
      ? [withWayOut(kind, hints.several[kind](some.length), null, session)]
      : some.map((one) => withWayOut(kind, hints.one[kind](one.name), one, session)),
  );
}

/** What has expired takes more than one command. @param status null: of several */
function withWayOut(
  kind: HintKind,
  hint: string,
  status: CertificateStatus | null,
  { language, text }: Session,
): string {
  if (kind !== 'expired') return hint;
  const wayOut = expiredWayOut(language, {
    name: status?.name ?? text.hints.anyName,
    commonName: status?.facts?.commonName ?? '',
    site: status?.site,
  });
  return `${hint}\n${wayOut.replaceAll(/^/gm, '  ')}`;
}

function hintKind(status: CertificateStatus): HintKind | null {
  const { state, reason, pending } = status;
  // What is under way is finished first, whatever the state says.
  if (pending !== null) return pending.step === 'requested' ? 'unknown' : 'unfinished';
  switch (state) {
    case 'valid':
    case 'not-yet-valid':
      return null;
    case 'due':
    case 'urgent':
      if (keepsFromRenewing(status)) return null;
      return reason.code === 'service-not-configured' ? 'receive' : 'renew';
    case 'expired':
      return keepsFromRenewing(status) ? null : 'expired';
    case 'not-renewable':
      return 'receive';
    case 'superseded':
      return reason.code === 'rolled-back' ? 'rolled-back' : state;
    case 'unreadable':
      return state;
  }
}
