import { thresholdInstant } from '../certificate/state.ts';
import { loadConfiguration, serviceOf } from '../configuration/load.ts';
import { quietly } from '../errors.ts';
import type { BackupDestination } from '../configuration/types.ts';
import type { Report, ReportRow } from '../report/rows.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { FleetReport } from '../fleet/report.ts';
import { publishedBySome } from './publish.ts';
import { eachStatus } from './status.ts';
import type { Context } from '../context.ts';

export type { FleetReport } from '../fleet/report.ts';
export type { Report, ReportRow } from '../report/rows.ts';

/** The ledger over the named certificates, or all: what `reportCsv` and its sisters render. */
export async function report(context: Context, names: readonly string[]): Promise<Report> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const store = storeOf(context);
  const rows: ReportRow[] = [];
  // One by one: of each much more is known than the ledger keeps.
  for await (const known of eachStatus(context, names)) {
    const { name } = known;
    const certificate = configuration.certificates.get(name);
    if (certificate === undefined) continue;
    const { thresholds, backups } = certificate;
    const current = await quietly(() => readCurrent(store, name));
    const { site, weborca } = serviceOf(configuration, certificate);
    const { facts, state, service, lastBackup, consumers } = known;
    rows.push({
      name,
      service,
      site: site.href,
      weborca: weborca?.href ?? null,
      state,
      facts,
      fileName: current?.manifest.fileName ?? null,
      renewFrom: facts === null ? null : thresholdInstant(facts, thresholds.due),
      folder: current?.folder ?? null,
      backups: backups.map(({ path }) => path),
      password: passwordPlace(backups),
      lastBackup,
      consumers: consumers.map(({ kind, path, state: its }) => ({ kind, path, state: its })),
    });
  }
  return { at: context.effects.now(), support: configuration.support, rows };
}

/**
 * The ledger over what all machines have published in a folder: what `fleetCsv` and its sisters render.
 *
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`)
 */
export async function reportFrom(context: Context, folder: string): Promise<FleetReport> {
  return { at: context.effects.now(), ...(await publishedBySome(context, folder)) };
}

function passwordPlace(backups: readonly BackupDestination[]): ReportRow['password'] {
  if (backups.length === 0) return 'nowhere';
  return backups.some(({ password }) => password === 'beside') ? 'beside' : 'separate';
}
