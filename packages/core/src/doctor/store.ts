import { isWeborcaError } from '../errors.ts';
import { unnamedCertificates } from '../configuration/under-care.ts';
import { sha256Hex } from '../bytes.ts';
import { readCurrent, readPointer } from '../store/current.ts';
import { listVersionIds, readManifest, readMaterial } from '../store/read-version.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import { dayMs } from '../time.ts';

/** A renewal that is not finished after this long does not finish by itself any more. */
const stuckMs = 2 * dayMs;

/** Beyond so many certificates only the versions in use are opened: each opening takes its time. */
const mostOpenedWhole = 20;

/** Whether every version opens with the password beside it, and what renewals left open. */
export async function examineStore(given: DoctorCase): Promise<readonly Finding[]> {
  const findings: Finding[] = [
    ...(await ofEach(given, 'store', ({ name }) => examineVersions(given, name))),
    ...(await ofEach(given, 'store', ({ name }) => examineRenewals(given, name))),
  ];
  const { configuration } = given;
  for (const { name } of await unnamedCertificates(given.context, configuration)) {
    findings.push(finding('store-unknown-name', { name, path: given.recordsOf(name).folder }));
  }
  return findings;
}

async function examineVersions(given: DoctorCase, name: string): Promise<readonly Finding[]> {
  const { store, certificates } = given;
  const ids = await listVersionIds(store, name);
  const pointed = await readPointer(store, name);
  const current = await readCurrent(store, name);
  if (current === null) return [finding('store-empty', { name })];
  const findings: Finding[] = [];
  if (pointed === null || !ids.includes(pointed)) {
    findings.push(finding('pointer-broken', { name, version: current.id }));
  }
  const looked = certificates.length > mostOpenedWhole ? [current.id] : ids;
  let opening = 0;
  for (const version of looked) {
    const inUse = version === current.id;
    const problem = await examineVersion(given, { name, version, inUse });
    if (problem === null) opening += 1;
    else findings.push(problem);
  }
  return opening === 0
    ? findings
    : [finding('versions-open', { name, versions: opening }), ...findings];
}

interface Examined {
  readonly name: string;
  readonly version: string;
  readonly inUse: boolean;
}

async function examineVersion(
  { store, secrets }: DoctorCase,
  { name, version, inUse }: Examined,
): Promise<Finding | null> {
  try {
    const { p12, password } = await readMaterial(store, name, version);
    secrets.push(password);
    const { facts } = await store.open(p12, password);
    const manifest = (await readManifest(store, name, version))?.manifest;
    if (manifest === undefined) return finding('manifest-broken', { name, version });
    const same =
      manifest.p12Sha256 === sha256Hex(p12) &&
      manifest.facts.fingerprintSha256 === facts.fingerprintSha256;
    return same ? null : finding('version-changed', { name, version, inUse });
  } catch (error) {
    if (!isWeborcaError(error)) throw error;
    return finding('version-unusable', { name, version, inUse, reason: error.code });
  }
}

async function examineRenewals(
  { context, recordsOf }: DoctorCase,
  name: string,
): Promise<readonly Finding[]> {
  const { effects } = context;
  const { journal, memory, abandoned } = recordsOf(name);
  const findings: Finding[] = [];
  const state = await journal.read();
  if (state.step !== 'none' && state.step !== 'nothing-issued') {
    const { step } = state;
    const begun = state.request.at;
    const code =
      effects.now().getTime() - begun.getTime() > stuckMs ? 'renewal-stuck' : 'renewal-open';
    findings.push(finding(code, { name, step, since: begun.toISOString() }));
  }
  const { path, count } = await abandoned();
  if (count > 0) findings.push(finding('renewals-abandoned', { name, count, path }));
  const unverified = await memory.unverified();
  if (unverified !== null) {
    findings.push(finding('in-use-unverified', { name, since: unverified.since.toISOString() }));
  }
  return findings;
}
