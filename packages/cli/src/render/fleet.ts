import type { Fleet, PublishedCertificate, Source } from '@weborca-cert/core';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { exitOf, highest } from './checked.ts';
import { factsOrNullsJson } from './json.ts';
import { validityColumns } from './statuses.ts';
import { table, type Column } from './table.ts';

/** What all machines have published: the certificates in one table, and below it whom to look at. */
export function renderFleet(fleet: Fleet, session: Session): string {
  if (fleet.sources.length === 0) return session.text.fleet.nothing;
  const shown = table(fleet.certificates, columns(session), session.out);
  const failing = fleet.certificates.flatMap((one) => failureLine(one, session) ?? []);
  const away = fleet.sources.flatMap((one) => awayLine(one, session) ?? []);
  return [shown, failing.join('\n'), away.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** One line for each certificate, and each machine, that needs something. */
export function renderFleetCheck(fleet: Fleet, session: Session): string {
  const { text, word, lastDay } = session;
  const lines = fleet.certificates.flatMap((one) => {
    if (certificateExit(one) === exitCodes.done) return [];
    const { source, name, state, facts } = one;
    const left =
      facts === null
        ? ''
        : ` (${lastDay(facts.notAfter)}${text.said.comma}${text.said.left(facts.daysLeft)})`;
    return text.fleet.certificate(source, name, word('state', state), left);
  });
  const away = fleet.sources.flatMap((one) => awayLine(one, session) ?? []);
  const all = [...lines, ...away];
  if (all.length > 0) return all.join('\n');
  if (fleet.sources.length === 0) return text.fleet.nothing;
  return text.fleet.allWell(fleet.sources.length, fleet.certificates.length);
}

/** As for one machine; what is stale or cannot be read is not known to be well. */
export function fleetExitCode({ sources, certificates }: Fleet): ExitCode {
  const nobody = sources.length === 0 || sources.some(({ stale }) => stale);
  return highest([
    ...certificates.map(certificateExit),
    nobody ? exitCodes.unreadable : exitCodes.done,
  ]);
}

function certificateExit({ state, consumers }: PublishedCertificate): ExitCode {
  return exitOf({ state, consumers, recovered: null });
}

export function fleetJson({ sources, certificates }: Fleet): Readonly<Record<string, unknown>> {
  return {
    sources: sources.map(({ host, at, stale }) => ({ host, at, stale })),
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
  { text, word, time }: Session,
): string | null {
  if (lastFailure === null) return null;
  const { step, code, since } = lastFailure;
  const what = step === null ? `[${code}]` : `${word('step', step)} [${code}]`;
  return text.fleet.failing(source, name, what, time(since));
}

function awayLine({ host, at, stale }: Source, { text, time }: Session): string | null {
  if (at === null) return text.fleet.unreadable(host);
  return stale ? text.fleet.stale(host, time(at)) : null;
}
