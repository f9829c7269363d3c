import { asWeborcaError, WeborcaError } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { Context, RenewalResult } from '../context.ts';
import { createContext } from '../porcelain/create-context.ts';
import { receive } from '../porcelain/receive.ts';
import { renew } from '../porcelain/renew.ts';
import { Secret } from '../secret.ts';
import { announceChange } from '../store/store.ts';
import { keepEnded } from './ended.ts';
import type { Job, Order, Report, Surroundings } from './messages.ts';
import { fromPlain, toPlain } from './plain.ts';

/**
 * The other side of `workApart`: does one job, in this process, which is its own. The caller has
 * loaded before whatever the job may need, since an update can take the program's folder away while
 * the request is out. Goes on when the window is gone; ends when there was no job until then.
 */
export function serveApart(): void {
  delete process.env['ELECTRON_RUN_AS_NODE'];
  const abort = new AbortController();
  process.on('message', (message: unknown) => {
    const order = fromPlain(String(message));
    if (!isOrder(order)) return;
    if (order.kind === 'abort') abort.abort();
    else void work(order.job, order.surroundings, abort.signal);
  });
}

async function work(job: Job, surroundings: Surroundings, signal: AbortSignal): Promise<void> {
  // From here on the job keeps this process alive, not the channel.
  const context = contextOf(surroundings, signal);
  const teller = process.ppid;
  const result = await resultOf(context, job);
  const at = context.effects.now();
  const unkept = { verb: job.verb, at, result };
  // What cannot be kept is told all the same while somebody listens.
  const ended = await keepEnded(context, unkept, process.connected ? teller : 0).catch(() => ({
    id: '',
    ...unkept,
  }));
  await announceChange(context.effects, context.places.storeDir);
  report({ kind: 'ended', ended }, () => {
    if (process.connected) process.disconnect();
  });
}

async function resultOf(context: Context, job: Job): Promise<RenewalResult> {
  try {
    const result = await resultOrThrow(context, job);
    if (result !== undefined) return result;
    throw new WeborcaError('internal', { reason: 'no-result' });
  } catch (thrown) {
    const { name } = job;
    const nothing = { old: null, new: null, verified: null, backups: [], consumers: [] };
    return { name, outcome: 'failed', ...nothing, error: asWeborcaError(thrown) };
  }
}

async function resultOrThrow(context: Context, job: Job): Promise<RenewalResult | undefined> {
  const { name } = job;
  if (job.verb === 'receive') {
    const secret = job.password === null ? null : new Secret(job.password);
    return receive(context, { file: job.file, name, password: async () => secret });
  }
  const options = job.verb === 'renew' ? { force: job.force } : { force: false, onlyOpen: true };
  return (await renew(context, [name], { ...options, dryRun: false }))[0];
}

function contextOf(surroundings: Surroundings, signal: AbortSignal): Context {
  const { command, config, env, roots, projectFolders } = surroundings;
  const context = createContext({
    command,
    ...(config === undefined ? {} : { config }),
    signal,
    ownProcess: true,
    observe: (event) => {
      report({ kind: 'event', event });
    },
    effects: { env: { ...process.env, ...env } },
  });
  const extra = roots.join('\n');
  return {
    ...context,
    places: { ...context.places, projectFolders },
    connect: (target) =>
      context.connect(
        extra === '' ? target : { ...target, ca: [target.ca ?? '', extra].join('\n') },
      ),
  };
}

/** Lost when the window is gone, which is fine. */
function report(what: Report, then: () => void = () => undefined): void {
  if (process.connected) process.send?.(toPlain(what), then);
}

/** Our own program, of the same version, speaks here. */
function isOrder(value: unknown): value is Order {
  return isRecord(value) && typeof value['kind'] === 'string';
}
