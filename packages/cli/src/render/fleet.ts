import {
  failureSince,
  fleetCsv,
  fleetHtml,
  fleetIcs,
  isUpToDate,
  machineTrouble,
  supportLine,
  type Fleet,
  type FleetReport,
  type Language,
  type PublishedCertificate,
  type Source,
} from '@weborca-cert/core';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { conditionOf, exitOf, highest } from './checked.ts';
import { factsOrNullsJson } from './json.ts';
import type { ReportFormat } from './report.ts';
import { validityColumns } from './statuses.ts';
import { table, type Column } from './table.ts';

/** What all machines have published: the certificates in one table, and below it whom to look at. */
export function renderFleet(fleet: Fleet, session: Session): string {
  if (fleet.sources.length === 0) return session.text.fleet.nothing;
  const shown = table(fleet.certificates, columns(session), session.out);
  const { certificates } = fleet;
  const failing = certificates.flatMap((one) => about(one.source, failureLine(one, session)));
  const away = fleet.sources.flatMap((one) => awayLines(one, session));
  const calls = callLines(fleet, [...failing, ...away], session);
  const parts = [shown, ...[failing, away].map(linesOf), calls.join('\n')];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What is said of a machine. */
interface Said {
  readonly host: string;
  readonly line: string;
}

function about(host: string, line: string | null): readonly Said[] {
  return line === null ? [] : [{ host, line }];
}

function linesOf(said: readonly Said[]): string {
  return said.map(({ line }) => line).join('\n');
}

/** Whom to call about the machines of which something is said; once where it is the same for all. */
function callLines(
  { sources }: Fleet,
  said: readonly Said[],
  { language, text }: Session,
): readonly string[] {
  const hosts = new Set(said.map(({ host }) => host));
  const called = sources
    .filter(({ host }) => hosts.has(host))
    .map(({ host, support }) => ({ host, line: supportLine(support, language) }));
  const [first, ...others] = new Set(called.map(({ line }) => line));
  if (first === undefined) return [];
  if (others.length === 0) return first === '' ? [] : [first];
  return called
    .filter(({ line }) => line !== '')
    .map(({ host, line }) => text.fleet.ofMachine(host, line));
}

/** One line for each certificate, and each machine, that needs something. */
export function renderFleetCheck(fleet: Fleet, session: Session): string {
  const { text } = session;
  const lines = fleet.certificates.flatMap((one) => {
    if (certificateExit(one) === exitCodes.done) return [];
    const { source, name, state, facts } = one;
    const dates = { notAfter: facts?.notAfter ?? null, daysLeft: facts?.daysLeft ?? null };
    const condition = `${source} ${name}: ${conditionOf({ state, ...dates }, session)}`;
    const behind = behindOf(one, session);
    const line = behind === '' ? condition : `${condition}; ${behind}`;
    return [...about(source, line), ...about(source, failureLine(one, session))];
  });
  const away = fleet.sources.flatMap((one) => awayLines(one, session));
  const all = [...lines, ...away];
  if (all.length > 0) {
    const calls = callLines(fleet, all, session);
    return [linesOf(all), ...(calls.length === 0 ? [] : ['', ...calls])].join('\n');
  }
  if (fleet.sources.length === 0) return text.fleet.nothing;
  return text.fleet.allWell(fleet.sources.length, fleet.certificates.length);
}

/** As for one machine; what is stale or cannot be read is not known to be well. */
export function fleetExitCode({ sources, certificates }: Fleet): ExitCode {
  const nobody = sources.length === 0 || sources.some(({ stale }) => stale);
  const stopped = sources.some((source) => source.stopped !== null);
  return highest([
    ...certificates.map(certificateExit),
    stopped ? exitCodes.due : exitCodes.done,
    nobody ? exitCodes.unreadable : exitCodes.done,
  ]);
}

/** A failure needs somebody there, however good the certificate is. */
function certificateExit({ state, consumers, lastFailure }: PublishedCertificate): ExitCode {
  const stands = exitOf({ state, consumers, recovered: null });
  return highest([stands, lastFailure === null ? exitCodes.done : exitCodes.due]);
}

/** Which consumers are not up to date, as `check` counts it. */
function behindOf({ consumers }: PublishedCertificate, { word, wordOrCode }: Session): string {
  return consumers
    .filter(({ state }) => !isUpToDate(state))
    .map(
      ({ kind, state }) => `${wordOrCode('consumer-kind', kind)} ${word('consumer-state', state)}`,
    )
    .join('; ');
}

export function fleetJson({ sources, certificates }: Fleet) {
  return {
    sources: sources.map(({ host, id, at, stale, trouble, stopped, support }) => ({
      host,
      id,
      at,
      stale,
      trouble,
      stopped,
      support,
    })),
    certificates: certificates.map(({ source, name, service, state, facts, ...more }) => ({
      source,
      name,
      state,
      ...factsOrNullsJson(facts),
      service,
      pending: more.pending,
      lastFailure: more.lastFailure,
      consumers: more.consumers,
      lastBackup: more.lastBackup,
    })),
  };
}

const formats = { csv: fleetCsv, ics: fleetIcs, html: fleetHtml } as const satisfies Readonly<
  Record<ReportFormat, (report: FleetReport, language: Language) => string>
>;

/** The ledger over all machines as a file's whole text. */
export function formatFleet(made: FleetReport, format: ReportFormat, language: Language): string {
  return formats[format](made, language);
}

function columns(session: Session): readonly Column<PublishedCertificate>[] {
  const { columns: headings, fleet } = session.text;
  return [
    { heading: fleet.source, cell: ({ source }) => source },
    { heading: headings.name, cell: ({ name }) => name },
    ...validityColumns(session),
  ];
}

function failureLine(
  { source, name, lastFailure }: PublishedCertificate,
  { language }: Session,
): string | null {
  if (lastFailure === null) return null;
  return `${source} ${name}: ${failureSince(lastFailure, language)}`;
}

/** Of a machine: that its file cannot be read or its runs end at once, and that it has fallen silent. */
function awayLines(source: Source, { text, time, language }: Session): readonly Said[] {
  const { host, at, stale } = source;
  const trouble = machineTrouble(source, language);
  return [
    ...about(host, trouble === null ? null : `${host}: ${trouble}`),
    ...about(host, stale && at !== null ? text.fleet.stale(host, time(at)) : null),
  ];
}
