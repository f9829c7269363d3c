import type { CertificateFacts } from '../certificate/facts.ts';
import type { Source } from '../fleet/read-published.ts';
import type { LastRun } from '../schedule/last-run.ts';
import type { CertificateState } from '../words/states.ts';
import type { ConsumerState } from '../words/consumer-states.ts';

const states: Readonly<Record<CertificateState, true>> = {
  unreadable: true,
  expired: true,
  'not-yet-valid': true,
  superseded: true,
  urgent: true,
  'not-renewable': true,
  due: true,
  valid: true,
};

const consumerStates: Readonly<Record<ConsumerState, true>> = {
  current: true,
  behind: true,
  failed: true,
  manual: true,
  'needs-elevation': true,
};

/** What the metrics tell of a certificate. */
interface Measured {
  readonly name: string;
  readonly service: string;
  /** The machine that has published it; left out: this one. */
  readonly source?: string;
  readonly state: CertificateState;
  readonly facts:
    | (Pick<CertificateFacts, 'commonName' | 'notBefore' | 'notAfter'> & {
        readonly daysLeft: number;
      })
    | null;
  readonly pending: object | null;
  readonly consumers: readonly { readonly state: ConsumerState }[];
  readonly lastBackup: { readonly at: Date } | null;
}

export interface MetricsInput {
  readonly at: Date;
  readonly certificates: readonly Measured[];
  readonly lastRun: LastRun | null;
  /** Of what other machines have published. */
  readonly sources?: readonly Source[];
}

function labelsOf({ name, service, source }: Measured): Labels {
  return source === undefined ? { name, service } : { source, name, service };
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

/**
 * Prometheus text (exposition formats, 0.0.4). Instants are seconds; `not_after` is the one to alert
 * on, `days_left` is for people. A state is one series for each word, 1 for the one that holds.
 */
export function metricsText({ at, certificates, lastRun, sources }: MetricsInput): string {
  const readable = certificates.flatMap((one) => {
    const { facts } = one;
    if (facts === null) return [];
    return [{ labels: { ...labelsOf(one), common_name: facts.commonName }, facts }];
  });
  return [
    ...gauge(
      'not_before_timestamp_seconds',
      'Start of the validity of the certificate in use.',
      readable.map(({ labels, facts }) => [labels, seconds(facts.notBefore)]),
    ),
    ...gauge(
      'not_after_timestamp_seconds',
      'Expiry of the certificate in use.',
      readable.map(({ labels, facts }) => [labels, seconds(facts.notAfter)]),
    ),
    ...gauge(
      'days_left',
      'Whole days until expiry, rounded down.',
      readable.map(({ labels, facts }) => [labels, facts.daysLeft]),
    ),
    ...gauge(
      'state',
      'Condition of the certificate: 1 for the state that holds.',
      certificates.flatMap((one) =>
        Object.keys(states).map((state): Sample => [
          { ...labelsOf(one), state },
          state === one.state ? 1 : 0,
        ]),
      ),
    ),
    ...gauge(
      'renewal_pending',
      '1 while a renewal has begun and not been finished.',
      certificates.map((one) => [labelsOf(one), one.pending === null ? 0 : 1]),
    ),
    ...gauge(
      'consumers',
      'Users of the certificate by their state.',
      certificates.flatMap((one) =>
        Object.keys(consumerStates).map((state): Sample => [
          { ...labelsOf(one), state },
          one.consumers.filter((consumer) => consumer.state === state).length,
        ]),
      ),
    ),
    ...gauge(
      'last_backup_timestamp_seconds',
      'When the newest backup that can be seen was made.',
      certificates.flatMap((one): Sample[] =>
        one.lastBackup === null ? [] : [[labelsOf(one), seconds(one.lastBackup.at)]],
      ),
    ),
    ...runs(lastRun),
    ...published(sources),
    ...gauge('scrape_timestamp_seconds', 'When these lines were written.', [[{}, seconds(at)]]),
  ].join('');
}

function runs(lastRun: LastRun | null): readonly string[] {
  if (lastRun === null) return [];
  const { at, certificates, renewed, failed } = lastRun;
  return [
    ...gauge('last_run_timestamp_seconds', 'End of the last run over all certificates.', [
      [{}, seconds(at)],
    ]),
    ...gauge('last_run_certificates', 'Certificates of the last run, by how it came out.', [
      [{ outcome: 'renewed' }, renewed],
      [{ outcome: 'failed' }, failed],
      [{ outcome: 'all' }, certificates],
    ]),
  ];
}

function published(sources: readonly Source[] | undefined): readonly string[] {
  if (sources === undefined) return [];
  return [
    ...gauge(
      'source_stale',
      '1 when a machine has published nothing for two days, or nothing that can be read.',
      sources.map(({ host, stale }) => [{ source: host }, stale ? 1 : 0]),
    ),
    ...gauge(
      'source_timestamp_seconds',
      'When a machine has published its status.',
      sources.flatMap(({ host, at }): Sample[] =>
        at === null ? [] : [[{ source: host }, seconds(at)]],
      ),
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): readonly string[] {
  const full = `weborca_cert_${name}`;
  return [
    `# HELP ${full} ${help}\n`,
    `# TYPE ${full} gauge\n`,
    ...samples.map(([labels, value]) => `${full}${labelText(labels)} ${value}\n`),
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, quote and line feed; the other controls are gone already (`cleanText`). */
export function escapeLabel(value: string): string {
  return value
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
