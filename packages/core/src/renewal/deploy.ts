import { deployConsumers } from '../consumers/deploy.ts';
import { findAdoptable, type Adoptable } from '../consumers/find-adoptable.ts';
import { settleUnfinished } from '../consumers/settle.ts';
import type { ConsumersOf } from '../consumers/bind.ts';
import type { ConsumerStatus, Material } from '../consumers/types.ts';
import type { OpenedVersion, Session } from './session.ts';

export function consumersOf(session: Session): ConsumersOf {
  const { context, certificate, folder } = session;
  return {
    effects: context.effects,
    certificate,
    configFile: context.places.configFile,
    stateFolder: folder,
  };
}

/** What consumers are made of, out of a version that was opened. */
export function materialOf(session: Session, inUse: OpenedVersion): Material {
  const { identity, p12, password, version } = inUse;
  return {
    identity,
    p12,
    password,
    fileName: version.manifest.fileName,
    ca: session.ca === null ? null : Buffer.from(session.ca),
  };
}

/** Brings the consumers to the version in use, as a set; each keeps its own recorded state. */
export async function deploy(
  session: Session,
  inUse: OpenedVersion,
  allowEarlier: boolean,
): Promise<readonly ConsumerStatus[]> {
  return deployConsumers({
    ...consumersOf(session),
    material: materialOf(session, inUse),
    allowEarlier,
    signal: session.context.signal,
  });
}

/** Finishes or undoes a switch of files that a killed process left. */
export async function settleConsumers(session: Session): Promise<void> {
  await settleUnfinished(session.context.effects, session.folder);
}

export async function adoptable(
  session: Session,
  inUse: OpenedVersion,
): Promise<readonly Adoptable[]> {
  if (session.certificate.consumers.length === 0) return [];
  return findAdoptable({
    ...consumersOf(session),
    fingerprint: inUse.identity.leaf.facts.fingerprintSha256,
  });
}
