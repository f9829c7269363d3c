import { workspaceFiles } from '../detection/workspace.ts';
import { systemStoreOnce } from '../stores/stored.ts';
import { offersFor } from '../detection/offers.ts';
import { oldUsesOf } from '../detection/old-uses.ts';
import { consumersOf } from '../consumers/bind.ts';
import { publishedPlace } from '../errors.ts';
import { readCurrent } from '../store/current.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** Whether everybody who uses a certificate has the one in use, and who still has an old one. */
export async function examineConsumers(given: DoctorCase): Promise<readonly Finding[]> {
  const { store } = given;
  const context = { ...given.context, systemStore: systemStoreOnce(given.context.effects) };
  const { effects, places } = context;
  const listed = await workspaceFiles(effects, places.projectFolders ?? []);
  return ofEach(given, 'consumers', async (certificate) => {
    const findings: Finding[] = [];
    const { name } = certificate;
    if (certificate.consumers.length === 0) findings.push(finding('consumers-none', { name }));
    const current = await readCurrent(store, name);
    if (current === null) return findings;
    const fingerprint = current.manifest.facts.fingerprintSha256;
    if (certificate.consumers.length > 0) {
      const { inspectConsumers } = await import('../consumers/inspect.ts');
      const statuses = await inspectConsumers({
        ...consumersOf(context, certificate),
        fingerprint,
      });
      findings.push(...statuses.map((status) => findingOf(name, status)));
    }
    const uses = await oldUsesOf(context, certificate);
    findings.push(...uses.map((use) => finding('old-in-use', { name, ...use })));
    const offers = await offersFor(context, certificate, listed);
    findings.push(
      ...offers.map(({ entry: { kind }, names, command, entry }) => {
        const path = typeof entry['path'] === 'string' ? entry['path'] : names;
        return finding('consumer-offered', { name, kind, path, command });
      }),
    );
    return findings;
  });
}

function findingOf(name: string, status: ConsumerStatus): Finding {
  const { kind, state, error, command = '' } = status;
  const facts = { name, kind, path: publishedPlace(kind, status.path) };
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
