import type { CertificateStatus } from '../context.ts';
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

export interface MetricsInput {
  readonly at: Date;
  readonly certificates: readonly CertificateStatus[];
  readonly lastRun: LastRun | null;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

/**
 * Prometheus text (exposition formats, 0.0.4). Instants are seconds; `not_after` is the one to alert
 * on, `days_left` is for people. A state is one series for each word, 1 for the one that holds.
 */
export function metricsText({ at, certificates, lastRun }: MetricsInput): string {
  const readable = certificates.flatMap(({ name, service, facts }) =>
    facts === null ? [] : [{ labels: { name, service, common_name: facts.commonName }, facts }],
  );
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
      certificates.flatMap(({ name, service, state }) =>
        Object.keys(states).map((one): Sample => [
          { name, service, state: one },
          one === state ? 1 : 0,
        ]),
      ),
    ),
    ...gauge(
      'renewal_pending',
      '1 while a renewal has begun and not been finished.',
      certificates.map(({ name, service, pending }) => [
        { name, service },
        pending === null ? 0 : 1,
      ]),
    ),
    ...gauge(
      'consumers',
      'Users of the certificate by their state.',
      certificates.flatMap(({ name, service, consumers }) =>
        Object.keys(consumerStates).map((state): Sample => [
          { name, service, state },
          consumers.filter((consumer) => consumer.state === state).length,
        ]),
      ),
    ),
    ...gauge(
      'last_backup_timestamp_seconds',
      'When the newest backup that can be seen was made.',
      certificates.flatMap(({ name, service, lastBackup }): Sample[] =>
        lastBackup === null ? [] : [[{ name, service }, seconds(lastBackup.at)]],
      ),
    ),
    ...runs(lastRun),
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
