import { stateOf } from '../certificate/state.ts';
import { isAftermath, lastFailureOf, writtenDetails } from '../store/failures.ts';
import type { Records } from '../store/records.ts';
import { readCurrent } from '../store/current.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** The condition of each certificate, as everywhere else. */
export async function examineCertificates(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, recordsOf, store } = given;
  const { effects } = context;
  return ofEach(given, 'certificates', async ({ name, thresholds, service }) => {
    const failures = await failureOf(recordsOf(name), name);
    const findings: Finding[] = [...failures];
    const failing = failures.length > 0;
    const facts = (await readCurrent(store, name))?.manifest.facts ?? null;
    const superseded = await recordsOf(name).memory.superseded();
    if (facts === null) return findings;
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
        findings.push(finding('certificate-expired', { ...until, ...siteOf(given, service) }));
        break;
      case 'urgent':
        findings.push(finding('certificate-urgent', { ...until, failing }));
        break;
      case 'not-renewable':
        findings.push(finding('certificate-not-renewable', until));
        break;
      case 'due':
        findings.push(finding('certificate-due', { ...until, failing }));
        break;
      case 'valid':
        findings.push(finding('certificate-valid', until));
        break;
    }
    return findings;
  });
}

function siteOf({ configuration }: DoctorCase, service: string): { readonly site?: string } {
  const site = configuration.services.get(service)?.site;
  return site === undefined ? {} : { site: site.href };
}

/** Why it was not renewed the last time. What follows a renewal has areas of its own, which look. */
async function failureOf(
  { failures: recorded }: Records,
  name: string,
): Promise<readonly Finding[]> {
  const failures = await recorded.open();
  const last = lastFailureOf(
    failures.filter(({ step }) => !isAftermath(step)),
    [],
  );
  if (last === null) return [];
  const { step, error, count } = last;
  const [at, since] = [last.at.toISOString(), last.since.toISOString()];
  const details = writtenDetails(error);
  return [finding('renewal-failed', { name, step, code: error.code, details, at, since, count })];
}
