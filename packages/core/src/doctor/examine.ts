import { scheduleStatus } from '../schedule/look.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { Context } from '../context.ts';
import { examineBackups } from './backups.ts';
import { areaFailed, makeCase, type DoctorCase, type DoctorOptions } from './case.ts';
import { examineCertificates } from './certificates.ts';
import { configurationFinding, examineConfiguration } from './configuration.ts';
import { examineConnections } from './connections.ts';
import { examineConsumers } from './consumers.ts';
import {
  findingAreas,
  type Finding,
  type FindingArea,
  type FindingLevel,
} from '../findings/findings.ts';
import { examineLeftovers } from './leftovers.ts';
import { examinePermissions } from './permissions.ts';
import { examinePkcs12 } from './pkcs12.ts';
import { redact } from './redact.ts';
import { shared } from './share.ts';
import { examineProxies } from './roads.ts';
import { examineStore } from './store.ts';
import { examineSystem } from './system.ts';

export interface DoctorReport {
  readonly at: Date;
  /** The worst level among the findings. */
  readonly level: FindingLevel;
  /** In the order of the areas. Safe to paste: no password, the home folder as `~`. */
  readonly findings: readonly Finding[];
}

type Examination = (given: DoctorCase) => Promise<readonly Finding[]> | readonly Finding[];

const examinations: readonly (readonly [FindingArea, Examination])[] = [
  ['system', examineSystem],
  ['configuration', examineConfiguration],
  ['certificates', examineCertificates],
  ['store', examineStore],
  ['permissions', examinePermissions],
  ['backups', examineBackups],
  ['consumers', examineConsumers],
  ['proxy', examineProxies],
  ['tls', examineConnections],
  ['pkcs12', examinePkcs12],
  ['schedule', examineSchedule],
  ['leftovers', examineLeftovers],
];

/** See `doctor` in porcelain. */
export async function examine(
  context: Context,
  names: readonly string[],
  options: DoctorOptions,
): Promise<DoctorReport> {
  const given = await caseOf(context, names, options);
  if ('findings' in given) return reportOf(context, given.findings, { secrets: [], options });
  // The proxies' passwords are known before anything else is said.
  examineProxies(given);
  const findings = await Promise.all(
    examinations
      .filter(([area]) => options.areas?.includes(area) ?? true)
      .map(([area, look]) => quietly(area, async () => look(given))),
  );
  return reportOf(context, findings.flat(), given);
}

/** Without a configuration that can be read, what does not need one is still examined. */
async function caseOf(
  context: Context,
  names: readonly string[],
  options: DoctorOptions,
): Promise<DoctorCase | { readonly findings: readonly Finding[] }> {
  try {
    const configuration = await loadConfiguration(context.effects, context.places);
    const certificates = selectCertificates(configuration, names);
    return makeCase(context, options, configuration, certificates);
  } catch (error) {
    const invalid = configurationFinding(error);
    if (invalid === null) throw error;
    return { findings: [...examineSystem({ context, options }), invalid] };
  }
}

/** One area that fails does not take the others with it. */
async function quietly(
  area: FindingArea,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (thrown) {
    return [areaFailed(area, thrown)];
  }
}

async function examineSchedule({ context, options }: DoctorCase): Promise<readonly Finding[]> {
  const { program } = options;
  return (await scheduleStatus(context, program === undefined ? undefined : { program })).findings;
}

const grades: readonly FindingLevel[] = ['ok', 'note', 'warning', 'problem'];

function reportOf(
  { effects }: Pick<Context, 'effects'>,
  findings: readonly Finding[],
  { secrets, options }: Pick<DoctorCase, 'secrets' | 'options'>,
): DoctorReport {
  const sorted = findings.toSorted(
    (a, b) => findingAreas.indexOf(a.area) - findingAreas.indexOf(b.area),
  );
  const cleaned = redact(sorted, effects, secrets);
  const worst = Math.max(0, ...findings.map(({ level }) => grades.indexOf(level)));
  return {
    at: effects.now(),
    level: grades[worst] ?? 'ok',
    findings: options.share === true ? shared(cleaned) : cleaned,
  };
}
