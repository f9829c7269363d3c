import { nameFolder } from '../store/layout.ts';
import { readCurrent } from '../store/read-current.ts';
import { listVersions } from '../store/read-version.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from './findings.ts';
import { finding } from './levels.ts';

/** Whether everybody who uses a certificate has the one in use, and who still has an old one. */
export async function examineConsumers(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, store, certificates } = given;
  const { effects, places } = context;
  const findings: Finding[] = [];
  for (const certificate of certificates) {
    const { name } = certificate;
    if (certificate.consumers.length === 0) findings.push(finding('consumers-none', { name }));
    const current = await readCurrent(store, name);
    if (current === null) continue;
    const fingerprint = current.manifest.facts.fingerprintSha256;
    const { configFile } = places;
    const of = { effects, certificate, configFile, stateFolder: nameFolder(store, name) };
    if (certificate.consumers.length > 0) {
      const { inspectConsumers } = await import('../consumers/inspect.ts');
      const statuses = await inspectConsumers({ ...of, fingerprint });
      findings.push(...statuses.map((status) => findingOf(name, status)));
    }
    const versions = (await listVersions(store, name)).map(({ manifest }) => manifest.facts);
    const old = versions
      .map((facts) => facts.fingerprintSha256)
      .filter((one) => one !== fingerprint);
    if (old.length === 0) continue;
    const { findOldUses } = await import('../consumers/who-uses-old.ts');
    const uses = await findOldUses({ ...of, current: fingerprint, oldFingerprints: new Set(old) });
    findings.push(...uses.map((use) => finding('old-in-use', { name, ...use })));
  }
  return findings;
}

function findingOf(name: string, status: ConsumerStatus): Finding {
  const { kind, state, error, command = '' } = status;
  // Arguments of a person's own command may hold anything.
  const path = kind === 'command' ? (status.path.split(' ', 1)[0] ?? '') : status.path;
  const facts = { name, kind, path };
  switch (state) {
    case 'current':
      return finding('consumer-current', facts);
    case 'behind':
      return finding('consumer-behind', facts);
    case 'manual':
      return finding('consumer-manual', facts);
    case 'needs-elevation':
      return finding('consumer-needs-elevation', { ...facts, command });
    case 'failed':
      return finding('consumer-failed', { ...facts, reason: error?.reason ?? 'unknown' });
  }
}
