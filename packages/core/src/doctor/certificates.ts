import { stateOf } from '../certificate/state.ts';
import { memoryOf } from '../renewal/memory.ts';
import { nameFolder } from '../store/layout.ts';
import { readCurrent } from '../store/read-current.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** The condition of each certificate, as everywhere else. */
export async function examineCertificates(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, store } = given;
  const { effects } = context;
  return ofEach(given, 'certificates', async ({ name, thresholds }) => {
    const findings: Finding[] = [];
    const facts = (await readCurrent(store, name))?.manifest.facts ?? null;
    const superseded = await memoryOf(effects, nameFolder(store, name)).superseded();
    if (facts === null) return [];
    const input = { facts, thresholds, superseded: superseded !== null };
    const state = stateOf(input, effects.now());
    const { commonName } = facts;
    const until = { name, commonName, notAfter: facts.notAfter.toISOString() };
    switch (state) {
      case 'unreadable':
        break;
      case 'superseded':
        findings.push(
          finding('certificate-superseded', {
            name,
            path: superseded?.path ?? '',
            reasons: superseded?.reasons ?? [],
          }),
        );
        break;
      case 'not-yet-valid':
        findings.push(
          finding('certificate-not-yet-valid', {
            name,
            commonName,
            notBefore: facts.notBefore.toISOString(),
          }),
        );
        break;
      case 'expired':
        findings.push(finding('certificate-expired', until));
        break;
      case 'urgent':
        findings.push(finding('certificate-urgent', until));
        break;
      case 'not-renewable':
        findings.push(finding('certificate-not-renewable', until));
        break;
      case 'due':
        findings.push(finding('certificate-due', until));
        break;
      case 'valid':
        findings.push(finding('certificate-valid', until));
        break;
    }
    return findings;
  });
}
