import { resolve } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { reasonOf, writeDurably } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { metricsText } from '../metrics/text.ts';
import { readLastRun } from '../schedule/last-run.ts';
import { status } from './status.ts';
import type { Context } from '../context.ts';

/** The condition of the named certificates, or all, as Prometheus text. */
export async function metrics(context: Context, names: readonly string[]): Promise<string> {
  return metricsText({
    certificates: await status(context, names),
    lastRun: await readLastRun(context.effects, context.places.stateDir),
    at: context.effects.now(),
  });
}

/**
 * Writes the text for the node exporter's textfile collector: readable by all (0644), in place by
 * one rename, so that no half of it is ever scraped. The temporary name does not end in `.prom`.
 *
 * @param file ends in `.prom` for the collector to take it; its folder must exist
 * @throws WeborcaError `destination-not-writable`
 */
export async function writeMetrics(
  context: Context,
  names: readonly string[],
  file: string,
): Promise<string> {
  const { randomBytes } = context.effects;
  const { files } = goingOnUnflushed(context.effects.files);
  const path = resolve(file);
  const bytes = Buffer.from(await metrics(context, names));
  try {
    await requireFileOrNothing(files, path);
    await writeDurably(files, path, bytes, 0o644, randomBytes);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new WeborcaError('destination-not-writable', { path, reason }, { cause });
  }
  return path;
}

/** A rename puts a file in the place of anything, `/dev/stdout` and FIFOs too. */
async function requireFileOrNothing(files: FileSystem, path: string): Promise<void> {
  const there = await files.status(path).catch(() => null);
  if (there?.kind !== 'link' && there?.kind !== 'other') return;
  const code = there.kind === 'link' ? 'ELOOP' : 'EFTYPE';
  throw Object.assign(new Error('not a file'), { code, path });
}
