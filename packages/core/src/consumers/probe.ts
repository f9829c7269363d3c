import type { Effects } from '../effects.ts';
import { isErrno, reasonOf, removeQuietly } from '../files/durable.ts';
import { nameTemporary, statusIfThere } from './beside.ts';
import { bindConsumers, type ConsumersOf } from './bind.ts';
import { readTouched } from './read-files.ts';
import type { ConsumerReason } from './types.ts';

export interface ProbeResult {
  readonly path: string;
  readonly ok: boolean;
  readonly reason: ConsumerReason | null;
  /** Somebody with other rights can write there. */
  readonly needsElevation: boolean;
}

/**
 * Whether every file of the certificate's file consumers could be replaced now: asked before a
 * certificate is issued. Writes and removes an empty file beside each.
 */
export async function probeConsumers(
  input: Omit<ConsumersOf, 'stateFolder'>,
): Promise<readonly ProbeResult[]> {
  const results = new Map<string, ProbeResult>();
  for (const { consumer, place } of bindConsumers(input)) {
    if (consumer.form === 'problem') {
      results.set(place, failed(place, 'field-invalid', false));
      continue;
    }
    if (consumer.form !== 'files') continue;
    const { files, unusable } = await readTouched(input.effects, consumer);
    if (unusable !== null) {
      const { path, reason } = unusable;
      results.set(path, failed(path, reason, reason === 'no-permission'));
    }
    for (const path of files.keys()) {
      if (!results.has(path)) results.set(path, await probePlace(input.effects, path));
    }
  }
  return [...results.values()];
}

/** Tries what a switch will do beside `path`: create a file, and give it the target's owner. */
export async function probePlace(effects: Effects, path: string): Promise<ProbeResult> {
  const temporary = nameTemporary(effects, path);
  try {
    const target = await statusIfThere(effects, path);
    if (target?.kind === 'link') return failed(path, 'symbolic-link', false);
    if (target !== null && target.kind !== 'file') return failed(path, 'not-a-file', false);
    await effects.files.create(temporary, new Uint8Array(), 0o600);
    const made = await effects.files.status(temporary);
    const sameOwner = target === null || (made.uid === target.uid && made.gid === target.gid);
    if (!sameOwner && effects.platform !== 'win32') {
      await effects.files.changeOwner(temporary, target.uid, target.gid);
    }
    return { path, ok: true, reason: null, needsElevation: false };
  } catch (error) {
    return failed(path, reasonOf(error), isErrno(error, 'EACCES', 'EPERM'));
  } finally {
    await removeQuietly(effects.files, temporary);
  }
}

function failed(path: string, reason: ConsumerReason, needsElevation: boolean): ProbeResult {
  return { path, ok: false, reason, needsElevation };
}
