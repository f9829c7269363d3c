import { writtenWord } from '../words/written.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { readCaFile } from '../connection/trust.ts';
import { asWeborcaError, hasCode, quietly } from '../errors.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';
import type { Secret } from '../secret.ts';
import { readCurrent } from '../store/current.ts';
import { recordsOf, type Records } from '../store/records.ts';
import { readMaterial } from '../store/read-version.ts';
import type { CurrentVersion, Store } from '../store/types.ts';
import type { Finding, FindingArea } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import type { NetworkProbe } from './network.ts';

export interface DoctorOptions {
  /** Of the program that asks, for the report's head. */
  readonly version?: string;
  /** What should be scheduled: `[node, main.js]`; left out: that is not compared. */
  readonly program?: readonly string[];
  /** Only these are examined; left out: all. */
  readonly areas?: readonly FindingArea[];
  /** Nothing is asked over the network. */
  readonly offline?: boolean;
  /** Names, places, users, and hosts that are not public are replaced: a report to be posted. */
  readonly share?: boolean;
  /** `os.release()`; for tests. */
  readonly release?: string;
  readonly network?: NetworkProbe;
}

/** A certificate in use, opened. */
export interface InUse {
  readonly version: CurrentVersion;
  readonly opened: OpenedPkcs12;
}

/** What the areas of one examination share. Everything in it is only looked at. */
export interface DoctorCase {
  readonly context: Context;
  readonly options: DoctorOptions;
  readonly configuration: Configuration;
  readonly certificates: readonly CertificateConfiguration[];
  readonly store: Store;
  readonly recordsOf: (name: string) => Records;
  /** Null: there is no version that opens; the store's area says so. Opened once. */
  readonly inUse: (name: string) => Promise<InUse | null>;
  /** PEM of a service's own authority, or null: none, or it cannot be used. */
  readonly caOf: (path: string | null) => Promise<string | null>;
  /** Every secret that was touched, to be masked should it stray into a fact. */
  readonly secrets: Secret[];
}

/** What could not be examined, and why. */
export function areaFailed(area: FindingArea, thrown: unknown): Finding {
  const error = asWeborcaError(thrown);
  const { code, details } = error;
  const reason = 'reason' in details && typeof details.reason === 'string' ? details.reason : code;
  const place = hasCode(error, 'destination-not-writable') ? { path: error.details.path } : {};
  return finding('area-failed', { area, code, reason: writtenWord(reason), ...place });
}

/** Of each certificate: a look that fails at one does not take the others with it. */
export async function ofEach(
  { certificates }: Pick<DoctorCase, 'certificates'>,
  area: FindingArea,
  look: (certificate: CertificateConfiguration) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const certificate of certificates) {
    try {
      findings.push(...(await look(certificate)));
    } catch (thrown) {
      findings.push(areaFailed(area, thrown));
    }
  }
  return findings;
}

export function makeCase(
  context: Context,
  options: DoctorOptions,
  configuration: Configuration,
  certificates: readonly CertificateConfiguration[],
): DoctorCase {
  const store = storeOf(context);
  const secrets: Secret[] = [];
  const known = new Map<string, Promise<InUse | null>>();
  const open = async (name: string): Promise<InUse | null> => {
    const version = await readCurrent(store, name);
    if (version === null) return null;
    return quietly(async () => {
      const { p12, password } = await readMaterial(store, name, version.id);
      secrets.push(password);
      const { openPkcs12 } = await import('../pkcs12/open.ts');
      return { version, opened: await openPkcs12(p12, password) };
    });
  };
  return {
    context,
    options,
    configuration,
    certificates,
    store,
    recordsOf: (name) => recordsOf(context.effects, { store, name }),
    secrets,
    inUse(name) {
      const opening = known.get(name) ?? open(name);
      known.set(name, opening);
      return opening;
    },
    async caOf(path) {
      if (path === null) return null;
      return quietly(() => readCaFile(context.effects.files, path));
    },
  };
}
