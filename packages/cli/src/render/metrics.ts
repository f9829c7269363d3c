import type { CertificateState, CertificateStatus } from '@weborca-cert/core';

const states = [
  'valid',
  'due',
  'urgent',
  'not-renewable',
  'superseded',
  'not-yet-valid',
  'expired',
  'unreadable',
] as const satisfies readonly CertificateState[];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: (status: CertificateStatus) => readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Times, not days left: what is due is for the alerting rule to say. */
const families: readonly Family[] = [
  {
    name: 'weborca_cert_not_after_timestamp_seconds',
    help: 'When the certificate in use expires.',
    samples: ({ facts }) => (facts === null ? [] : [{ value: seconds(facts.notAfter) }]),
  },
  {
    name: 'weborca_cert_not_before_timestamp_seconds',
    help: 'From when on the certificate in use is valid.',
    samples: ({ facts }) => (facts === null ? [] : [{ value: seconds(facts.notBefore) }]),
  },
  {
    name: 'weborca_cert_state',
    help: 'The state of each certificate: 1 for the one it has.',
    samples: ({ state }) =>
      states.map((one) => ({ labels: { state: one }, value: one === state ? 1 : 0 })),
  },
  {
    name: 'weborca_cert_renewal_pending',
    help: 'A renewal has begun and is not finished.',
    samples: ({ pending }) => [{ value: pending === null ? 0 : 1 }],
  },
  {
    name: 'weborca_cert_consumers_behind',
    help: 'Consumers that do not have the certificate in use.',
    samples: ({ consumers }) => [
      { value: consumers.filter(({ state }) => state !== 'current').length },
    ],
  },
  {
    name: 'weborca_cert_last_backup_timestamp_seconds',
    help: 'When the certificate in use was last backed up.',
    samples: ({ lastBackup }) => (lastBackup === null ? [] : [{ value: seconds(lastBackup.at) }]),
  },
];

/** Prometheus text exposition format 0.0.4. */
export function renderMetrics(statuses: readonly CertificateStatus[], now: Date): string {
  const lines = families.flatMap((family) => exposition(family, statuses));
  const written = 'weborca_cert_metrics_timestamp_seconds';
  const head = [
    `# HELP ${written} When these values were taken.`,
    `# TYPE ${written} gauge`,
    `${written} ${seconds(now)}`,
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

function exposition(
  { name, help, samples }: Family,
  statuses: readonly CertificateStatus[],
): readonly string[] {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`];
  for (const status of statuses) {
    const own = { name: status.name, common_name: status.facts?.commonName ?? '' };
    for (const { labels, value } of samples(status)) {
      const pairs = Object.entries({ ...own, ...labels });
      const text = pairs.map(([key, label]) => `${key}="${escapeLabel(label)}"`).join(',');
      lines.push(`${name}{${text}} ${value}`);
    }
  }
  return lines;
}

/** What comes out of a certificate stays inside its quotes. */
function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
