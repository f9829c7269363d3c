import { resolve } from 'node:path';
import { WeborcaError } from '../errors.ts';
import { reasonOf, writeDurably } from '../files/durable.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { metricsText } from '../metrics/text.ts';
import { readLastRun } from '../schedule/last-run.ts';
import { published } from './publish.ts';
import { status } from './status.ts';
import type { Context } from '../context.ts';

/**
 * The condition of the named certificates, or all, as Prometheus text.
 *
 * @param from a folder in which other machines have published theirs, instead
 */
export async function metrics(
  context: Context,
  names: readonly string[],
  from: string | null = null,
): Promise<string> {
  if (from !== null) {
    const at = context.effects.now();
    return metricsText({ ...(await published(context, from, names)), lastRun: null, at });
  }
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
  from: string | null = null,
): Promise<string> {
  const { randomBytes } = context.effects;
  const { files } = goingOnUnflushed(context.effects.files);
  const path = resolve(file);
  const bytes = Buffer.from(await metrics(context, names, from));
  try {
    await writeDurably(files, path, bytes, 0o644, randomBytes);
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new WeborcaError('destination-not-writable', { path, reason }, { cause });
  }
  return path;
}
