import { basename, join, resolve } from 'node:path';
import type { Context, RenewalResult } from '../context.ts';
import { WeborcaError } from '../errors.ts';
import { makeDirectories, reasonOf } from '../files/durable.ts';

/** A run that is looked at. */
export interface Recording {
  readonly context: Context;
  /**
   * Writes what was seen, whatever became of the run; an earlier record is left as it is.
   *
   * @returns the file; null where the run never began, and there is nothing to tell
   * @throws WeborcaError `destination-not-writable`
   */
  readonly write: (results: readonly RenewalResult[]) => Promise<string | null>;
}

const ownerOnly = { folder: 0o700, file: 0o600 };

/**
 * Opens a record of what a run's exchange looks like, without any value of it, in a folder that only
 * its owner can read.
 *
 * @throws WeborcaError `destination-not-writable` before anything is asked of the service: what the
 *   first renewal looked like is seen once
 *
 * @example
 * const recording = await record(context, { folder: '/tmp/record' });
 * const results = await renew(recording.context, ['clinic-a'], options);
 * await recording.write(results);
 */
export async function record(
  context: Context,
  { folder }: { readonly folder: string },
): Promise<Recording> {
  const { files, now } = context.effects;
  const to = resolve(folder);
  await orNotWritable(to, () => makeDirectories(files, to, ownerOnly.folder));
  // Only here: most runs are the schedule's, and record nothing.
  const { createRecorder } = await import('../recording/recorder.ts');
  const recorder = createRecorder(context.connect, now);
  return {
    context: { ...context, connect: recorder.connect },
    async write(results) {
      const text = await recorder.finish(results);
      if (text === null) return null;
      const bytes = Buffer.from(text);
      return orNotWritable(to, async () => {
        const file = join(to, nextName(await files.list(to)));
        await files.create(file, bytes, ownerOnly.file);
        return file;
      });
    },
  };
}

const recordName = /^renewal-record-(\d{1,6})\.json$/;

function numberOf(name: string): number {
  return Number(recordName.exec(basename(name))?.[1] ?? 0);
}

function nextName(names: readonly string[]): string {
  return `renewal-record-${Math.max(0, ...names.map(numberOf)) + 1}.json`;
}

async function orNotWritable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const details = { path, reason: reasonOf(error) };
    throw new WeborcaError('destination-not-writable', details, { cause: error });
  }
}
