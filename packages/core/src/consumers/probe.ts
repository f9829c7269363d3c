import { dirname } from 'node:path';
import type { Effects } from '../effects.ts';
import { quietly } from '../errors.ts';
import { pathOfError } from '../files/errno.ts';
import { mountFields, canonicalPath } from '../files/paths.ts';
import { isErrno, reasonOf, removeQuietly } from '../files/durable.ts';
import type { FileStatus } from '../files/file-system.ts';
import { nameTemporary, statusIfThere } from './beside.ts';
import { bindConsumers, type EntriesOf } from './bind.ts';
import { mayBeWritten } from './only-the-file.ts';
import { readTouched } from './read-files.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

export interface ProbeResult {
  readonly path: string;
  readonly ok: boolean;
  readonly reason: ConsumerReason | null;
  /** Somebody with other rights can write there. */
  readonly needsElevation: boolean;
  /** Nothing can be renamed onto it, or made beside it: the file itself is written over. */
  readonly inPlace?: boolean;
}

/**
 * Whether every file of the certificate's file consumers could be replaced now: asked before a
 * certificate is issued. Writes and removes an empty file beside each.
 */
export async function probeConsumers(input: EntriesOf): Promise<readonly ProbeResult[]> {
  const results = new Map<string, ProbeResult>();
  const isMounted = await readMounts(input.effects);
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
      if (!results.has(path)) results.set(path, await probePlace(input.effects, path, isMounted));
    }
  }
  return [...results.values()];
}

/**
 * Tries what a switch will do beside `path`: create a file, and give it the target's owner. Where that
 * is not to be had, the file itself is asked whether it may be written.
 */
export async function probePlace(
  effects: Effects,
  path: string,
  isMounted: IsMounted,
): Promise<ProbeResult> {
  const temporary = nameTemporary(effects, path);
  let target: FileStatus | null = null;
  try {
    target = await statusIfThere(effects, path);
    if (target?.kind === 'link') return failed(path, 'symbolic-link', false);
    if (target !== null && target.kind !== 'file') return failed(path, 'not-a-file', false);
    if (target !== null && (await isMounted(path))) {
      if (await mayBeWritten(effects.files, path)) return overwritten(path);
      return { ...failed(path, 'no-permission', true), inPlace: true };
    }
    const stuck = target === null ? null : await whyNotReplaced(effects, path, target);
    if (stuck !== null) return failed(path, stuck, false);
    await effects.files.create(temporary, new Uint8Array(), 0o600);
    const made = await effects.files.status(temporary);
    if (target !== null && effects.platform !== 'win32') {
      const { uid, gid } = target;
      if (made.uid !== uid || made.gid !== gid) {
        await effects.files.changeOwner(temporary, uid, gid);
      }
    }
    return { path, ok: true, reason: null, needsElevation: false };
  } catch (error) {
    // The lock's own file, say, that is looked at before each change: no word about this place.
    const place = pathOfError(error);
    if (place !== null && place !== path && place !== dirname(path)) throw error;
    const rights = isErrno(error, 'EACCES', 'EPERM', 'EROFS') && target !== null;
    if (rights && (await mayBeWritten(effects.files, path))) return overwritten(path);
    return failed(path, reasonOf(error), isErrno(error, 'EACCES', 'EPERM'));
  } finally {
    await removeQuietly(effects.files, temporary);
  }
}

/**
 * Windows renames nothing onto a file that is read-only, or that a program has open without sharing
 * it; a file made beside it shows neither. The attribute is what Node makes of the mode. A rename
 * onto itself wants the right to delete, and waits a moment for a virus scanner.
 */
async function whyNotReplaced(
  { files, platform }: Effects,
  path: string,
  { mode }: FileStatus,
): Promise<ConsumerReason | null> {
  if (platform !== 'win32') return null;
  if ((mode & 0o222) === 0) return 'read-only';
  try {
    await files.rename(path, path);
    return null;
  } catch (error) {
    if (isErrno(error, 'EBUSY')) return 'in-use';
    throw error;
  }
}

function overwritten(path: string): ProbeResult {
  return { path, ok: true, reason: null, needsElevation: false, inPlace: true };
}

function failed(path: string, reason: ConsumerReason, needsElevation: boolean): ProbeResult {
  return { path, ok: false, reason, needsElevation };
}

/** Whether something is mounted at a path: then nothing can be renamed onto it (EBUSY). */
export type IsMounted = (path: string) => Promise<boolean>;

/**
 * Linux tells in `/proc/self/mountinfo`, as this process sees it: `docker run -v host.p12:/app/c.p12`
 * mounts a file alone. Other systems mount folders only; so we take it where there is no /proc.
 */
export async function readMounts(effects: Pick<Effects, 'files' | 'platform'>): Promise<IsMounted> {
  const { files, platform } = effects;
  if (platform !== 'linux') return async () => false;
  const bytes = await quietly(() => files.readFile('/proc/self/mountinfo'));
  const points = pointsIn(Buffer.from(bytes ?? []).toString('utf8'));
  return async (path) => points.has(path) || points.has(await canonicalPath(files, path));
}

export function pointsIn(mountinfo: string): ReadonlySet<string> {
  return new Set(mountFields(mountinfo, 4));
}
