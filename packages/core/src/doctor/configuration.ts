import type { Reason } from '../words/reasons/reason.ts';
import { hasCode, isWeborcaError } from '../errors.ts';
import { readCaFile } from '../connection/trust.ts';
import { exists, reasonOf } from '../files/durable.ts';
import type { Context } from '../context.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** Where the configuration lies, and what its services lack. */
export async function examineConfiguration({
  context,
  configuration,
}: DoctorCase): Promise<readonly Finding[]> {
  const { effects, places } = context;
  const path = places.configFile;
  const { stateDir } = places;
  const { certificates, services, support } = configuration;
  const findings: Finding[] = [
    (await exists(effects.files, path))
      ? finding('configuration-read', { path, stateDir, certificates: certificates.size })
      : finding('configuration-none', { path, stateDir }),
  ];
  if (support !== null) {
    findings.push(finding('configuration-support', { whom: support.name, phone: support.phone }));
  }
  findings.push(...(await publishing(context, configuration.publish)));
  for (const service of services.values()) {
    const own = configuration.ownServices.includes(service.name);
    const users = [...certificates.values()].filter((one) => one.service === service.name);
    if (users.length === 0 && !own) continue;
    const { name, api, site, ca } = service;
    findings.push(
      api === null
        ? finding('service-without-api', {
            service: name,
            site: site.href,
            path,
            certificates: users.map((one) => one.name),
          })
        : finding('service-has-api', { service: name, host: api.host }),
    );
    if (ca !== null) {
      const reason = await caProblem(context, ca);
      if (reason !== null) {
        findings.push(finding('service-ca-unusable', { service: name, path: ca, reason }));
      }
    }
  }
  return findings;
}

/** Only looked at: whether it can be written was shown by the last run. */
async function publishing(
  { effects, places }: Context,
  path: string | null,
): Promise<readonly Finding[]> {
  if (path === null) return [];
  try {
    await effects.files.list(path);
  } catch (error) {
    return [finding('publish-unreachable', { path, reason: reasonOf(error) })];
  }
  const { ownPublished, refusedThere } = await import('../fleet/publish.ts');
  const { stateDir } = places;
  const refused = await refusedThere(effects, { stateDir, folder: path });
  if (refused !== null) return [finding('publish-unreachable', { path, reason: refused })];
  const file = (await ownPublished(effects, stateDir)) ?? '';
  return [finding('publish-place', { path, file })];
}

async function caProblem({ effects }: Context, path: string): Promise<Reason | null> {
  try {
    await readCaFile(effects.files, path);
    return null;
  } catch (error) {
    if (!isWeborcaError(error)) throw error;
    if (error.code === 'file-not-found') return 'missing';
    return error.code === 'not-a-certificate' ? 'not-a-certificate' : 'no-permission';
  }
}

/** The finding for a configuration that cannot be read; null for another error. */
export function configurationFinding(error: unknown): Finding | null {
  if (!hasCode(error, 'config-invalid')) return null;
  return finding('configuration-invalid', error.details);
}
