import { lockFolder } from '../store/layout.ts';
import { acquireLock, type Lock, type LockOptions } from '../store/lock.ts';
import { fenced, type Lease } from '../store/lease.ts';
import type { Store } from '../store/types.ts';
import type { Context } from '../context.ts';

/** How long to wait for another program that works at the same certificate (design: 60 s). */
const waitMs = 60_000;

/** Locks one certificate by its name. @throws WeborcaError `locked` with the owner, `interrupted` */
export function lockCertificate(
  { effects, signal }: Pick<Context, 'effects' | 'signal'>,
  store: Store,
  name: string,
  told: Pick<LockOptions, 'onWait'> = {},
): Promise<Lock> {
  return acquireLock(effects, lockFolder(store, name), name, { waitMs, signal, ...told });
}

/** The same context, which changes no file any more once the lease is lost. */
export function leased(context: Context, lease: Lease): Context {
  const { effects } = context;
  return { ...context, effects: { ...effects, files: fenced(effects.files, lease) } };
}
