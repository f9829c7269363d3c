import { dirname, join } from 'node:path';
import { memoryFolder } from '../backup/place.ts';
import { isAccessRulesCall } from '../consumers/access-rules.ts';
import { bindConsumers, consumersOf, ownSubject } from '../consumers/bind.ts';
import { deployConsumers } from '../consumers/deploy.ts';
import type { ConsumerConfiguration, ConsumerStatus } from '../consumers/types.ts';
import { storeIn } from '../configuration/places.ts';
import type { CertificateConfiguration } from '../configuration/types.ts';
import type { Effects } from '../effects.ts';
import { publishedPlace, WeborcaError } from '../errors.ts';
import { formatThreshold } from '../certificate/state.ts';
import type { Certificate } from '../certificate/facts.ts';
import { listIfThere, makeDirectories, readIfThere } from '../files/durable.ts';
import type { OpenedPkcs12 } from '../pkcs12/types.ts';
import type { Context } from '../context.ts';
import type { Secret } from '../secret.ts';
import { addVersion } from '../store/versions.ts';
import { copyVersions } from '../store/copy-versions.ts';
import { listVersions } from '../store/read-version.ts';
import { storeOf } from '../store/store.ts';
import { switchTo } from '../store/current.ts';
import { asidePath, overlayFileSystem } from './overlay.ts';
import { consumersFolder } from '../consumers/layout.ts';

/** The service that stands in for the real one, and who is renewed there. */
export interface Stand {
  readonly api: URL;
  readonly weborca: URL;
  /** PEM of its authority. */
  readonly ca: string;
  /**
   * A certificate of its own for this name, which is like the real one: that one means nothing there.
   * Null: the store has none.
   */
  readonly identityOf: (name: string, real: Certificate | null) => Promise<StandIn>;
}

export interface StandIn {
  readonly p12: Uint8Array;
  readonly password: Secret;
}

/** Why a consumer takes no part: it is a program or a person, or its entry is wrong. */
export type LeftOutReason = 'starts-a-program' | 'by-hand' | 'field-invalid';

export interface LeftOut {
  readonly kind: string;
  readonly path: string;
  readonly reason: LeftOutReason;
}

export interface RehearsedCertificate {
  readonly name: string;
  /** The copies, after they were given the stand-in's certificate. */
  readonly consumers: readonly ConsumerStatus[];
  readonly leftOut: readonly LeftOut[];
}

/** The context of a rehearsal in `folder`: real files to read, everything that is written aside. */
export function stageContext(context: Context, folder: string): Context {
  const { effects, places } = context;
  const stateDir = join(folder, 'state');
  const files = overlayFileSystem({
    files: effects.files,
    folder: join(folder, 'files'),
    own: [folder],
    uid: effects.uid,
  });
  return {
    ...context,
    places: { ...places, stateDir, storeDir: storeIn(stateDir) },
    effects: {
      ...effects,
      files,
      // A program would do its work for real. What lies aside is in a folder of ours alone: on
      // Windows it needs no rules of its own.
      run: (call) =>
        isAccessRulesCall(call)
          ? Promise.resolve({ exitCode: 0, signal: null, stdout: '', stderr: '' })
          : Promise.reject(new WeborcaError('tool-missing', { tool: call.program })),
      // The stand-in is on this machine.
      env: { ...effects.env, NO_PROXY: '*', no_proxy: '*' },
    },
  };
}

const serviceName = 'rehearsal';

/** Where backups went, by their marks: a stick may have another letter today. */
export async function layMemory({ effects, places }: Context, stage: Context): Promise<void> {
  const { files } = effects;
  const from = memoryFolder(places.stateDir);
  for (const name of await listIfThere(files, from)) {
    const bytes = await readIfThere(files, join(from, name));
    if (bytes === null) continue;
    const to = memoryFolder(stage.places.stateDir);
    await makeDirectories(files, to, 0o700);
    await files.create(join(to, name), bytes, 0o600);
  }
}

/** The configuration, with the stand-in as its only service and without what starts programs. */
export async function layConfiguration(
  { effects, places }: Context,
  folder: string,
  stand: Stand,
  certificates: readonly CertificateConfiguration[],
): Promise<void> {
  const ca = join(folder, 'ca.pem');
  await effects.files.create(ca, Buffer.from(stand.ca), 0o600);
  const service = { api: stand.api.href, weborca: stand.weborca.href, ca };
  const entries = certificates.map(({ name, thresholds, backups, consumers }) => {
    const renewWithin = formatThreshold(thresholds.due);
    const urgentWithin = formatThreshold(thresholds.urgent);
    return [name, { service: serviceName, renewWithin, urgentWithin, backups, consumers }];
  });
  const configuration = {
    services: { [serviceName]: service },
    certificates: Object.fromEntries(entries),
  };
  // At its own path, from which relative paths in it are understood.
  const path = asidePath(join(folder, 'files'), places.configFile);
  await makeDirectories(effects.files, dirname(path), 0o700);
  await effects.files.create(path, Buffer.from(JSON.stringify(configuration, null, 2)), 0o600);
}

/** Which entries are files, and which take no part. */
export function partOf(
  { effects, places }: Context,
  certificate: CertificateConfiguration,
): { readonly files: readonly ConsumerConfiguration[]; readonly leftOut: readonly LeftOut[] } {
  const files: ConsumerConfiguration[] = [];
  const leftOut: LeftOut[] = [];
  const { configFile } = places;
  const bound = bindConsumers({ effects, certificate, configFile });
  for (const [index, { kind, place, consumer }] of bound.entries()) {
    const entry = certificate.consumers[index];
    if (consumer.form === 'files' && entry !== undefined) files.push(entry);
    if (consumer.form === 'files') continue;
    leftOut.push({ kind, path: publishedPlace(kind, place), reason: reasonOf(consumer.form) });
  }
  return { files, leftOut };
}

function reasonOf(form: 'action' | 'manual' | 'problem'): LeftOutReason {
  if (form === 'action') return 'starts-a-program';
  return form === 'manual' ? 'by-hand' : 'field-invalid';
}

/**
 * Brings one certificate into the rehearsal's store: what the real one has, for the passwords that
 * consumers' files have now, and the stand-in as the version in use. Then the copies are given the
 * stand-in, so that the renewal finds what it would find on the real day.
 */
export async function stageCertificate(
  stage: Context,
  realStoreDir: string,
  certificate: CertificateConfiguration,
  standIn: StandIn & { readonly fileName: string | null },
): Promise<readonly ConsumerStatus[]> {
  const { effects, places, signal } = stage;
  const { name } = certificate;
  const store = storeOf(stage);
  const real = { effects, places: { ...places, storeDir: realStoreDir } };
  await copyVersions({ dir: realStoreDir }, store, name);
  const own = consumersOf(stage, certificate);
  const { certificateFolder: theirs } = consumersOf(real, certificate);
  await copyPasswords(effects, consumersFolder(theirs), consumersFolder(own.certificateFolder));
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const opened = await openPkcs12(standIn.p12, standIn.password);
  const version = await addVersion(store, name, versionOf(standIn, opened), effects.now());
  await switchTo(store, name, version.id);
  const { identity, password } = opened;
  return deployConsumers({
    ...own,
    material: { identity, password, p12: standIn.p12, fileName: version.manifest.fileName },
    allowEarlier: true,
    // Subjects of stand-ins are the simulator's, of what lies there the real one's.
    isOwn: ownSubject(await listVersions(store, name)),
    signal,
  });
}

function versionOf(
  { p12, fileName: real }: StandIn & { readonly fileName: string | null },
  { identity, password }: OpenedPkcs12,
) {
  const { facts } = identity.leaf;
  const fileName = real ?? `000000_JP_u00000000_${facts.commonName}.p12`;
  return { p12, password, facts, fileName, origin: 'added' } as const;
}

/** The passwords that consumers' files keep. */
async function copyPasswords({ files }: Effects, from: string, to: string): Promise<void> {
  for (const name of await listIfThere(files, from)) {
    if (!name.endsWith('.password')) continue;
    const bytes = await readIfThere(files, join(from, name));
    if (bytes === null) continue;
    await makeDirectories(files, to, 0o700);
    await files.create(join(to, name), bytes, 0o600);
  }
}
