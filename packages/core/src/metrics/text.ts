import type { CertificateFacts } from '../certificate/facts.ts';
import type { Source } from '../fleet/read-published.ts';
import type { LastRun } from '../schedule/last-run.ts';
import { states, type CertificateState } from '../words/states.ts';
import { consumerStates, type ConsumerState } from '../words/consumer-states.ts';

/** What the metrics tell of a certificate. */
export interface Measured {
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
  readonly lastFailure: {
    readonly since: Date;
    readonly step: string | null;
    readonly code: string;
  } | null;
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
 * Prometheus text (exposition formats, 0.0.4), line by line: of tens of thousands it is longer than
 * all that is known of them. Instants are seconds; `not_after` is the one to alert on, `days_left` is
 * for people. A state is one series for each word, 1 for the one that holds.
 */
export function* metricsLines(input: MetricsInput): Generator<string> {
  const { at, certificates, lastRun, sources } = input;
  const each = function* (samplesOf: (one: Measured) => Iterable<Sample>): Generator<Sample> {
    for (const one of certificates) yield* samplesOf(one);
  };
  const readable = (value: (facts: NonNullable<Measured['facts']>) => number) =>
    each((one) =>
      one.facts === null
        ? []
        : [[{ ...labelsOf(one), common_name: one.facts.commonName }, value(one.facts)]],
    );
  yield* gauge(
    'not_before_timestamp_seconds',
    'Start of the validity of the certificate in use.',
    readable(({ notBefore }) => seconds(notBefore)),
  );
  yield* gauge(
    'not_after_timestamp_seconds',
    'Expiry of the certificate in use.',
    readable(({ notAfter }) => seconds(notAfter)),
  );
  yield* gauge(
    'days_left',
    'Whole days until expiry, rounded down.',
    readable((facts) => facts.daysLeft),
  );
  yield* gauge(
    'state',
    'Condition of the certificate: 1 for the state that holds.',
    each((one) =>
      Object.keys(states).map((state): Sample => [
        { ...labelsOf(one), state },
        state === one.state ? 1 : 0,
      ]),
    ),
  );
  yield* gauge(
    'renewal_pending',
    '1 while a renewal has begun and not been finished.',
    each((one) => [[labelsOf(one), one.pending === null ? 0 : 1]]),
  );
  yield* gauge(
    'consumers',
    'Users of the certificate by their state.',
    each((one) =>
      Object.keys(consumerStates).map((state): Sample => [
        { ...labelsOf(one), state },
        one.consumers.filter((consumer) => consumer.state === state).length,
      ]),
    ),
  );
  yield* gauge(
    'last_backup_timestamp_seconds',
    'When the newest backup that can be seen was made.',
    each((one) => (one.lastBackup === null ? [] : [[labelsOf(one), seconds(one.lastBackup.at)]])),
  );
  yield* gauge(
    'failing_since_timestamp_seconds',
    'Since when a step of the renewal has failed and not gone well again.',
    each((one) => {
      if (one.lastFailure === null) return [];
      const { since, step, code } = one.lastFailure;
      return [[{ ...labelsOf(one), step: step ?? '', code }, seconds(since)]];
    }),
  );
  yield* runs(lastRun);
  yield* published(sources);
  yield* gauge('scrape_timestamp_seconds', 'When these lines were written.', [[{}, seconds(at)]]);
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
    ...gauge(
      'source_stopped_since_timestamp_seconds',
      'Since when the runs of a machine have ended before they came to any certificate.',
      sources.flatMap(({ host, stopped }): Sample[] =>
        stopped === null ? [] : [[{ source: host, code: stopped.code }, seconds(stopped.since)]],
      ),
    ),
    ...gauge(
      'source_support_info',
      'Whom to call about a machine.',
      sources.flatMap(({ host, support }): Sample[] =>
        support === null
          ? []
          : [[{ source: host, support: support.name, phone: support.phone }, 1]],
      ),
    ),
  ];
}

function* gauge(name: string, help: string, samples: Iterable<Sample>): Generator<string> {
  const full = `weborca_cert_${name}`;
  yield `# HELP ${full} ${help}\n`;
  yield `# TYPE ${full} gauge\n`;
  for (const [labels, value] of samples) yield `${full}${labelText(labels)} ${value}\n`;
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
