import { connect, connectInOwnProcess } from '../connection/connect.ts';
import { findPlaces } from '../configuration/places.ts';
import type { Effects } from '../effects.ts';
import type { Observer } from '../events.ts';
import { nodeEffects, thisMachine } from '../node-effects.ts';
import type { Context } from '../context.ts';

export interface ContextOptions {
  /** What this process is called in a lock that others read: `weborca-cert renew`, `VS Code`. */
  readonly command: string;
  /** A configuration file that a person named. */
  readonly config?: string;
  readonly observe?: Observer;
  readonly signal?: AbortSignal;
  /**
   * The process is ours alone, no editor's: TLS may be told to trust the system's roots, and small
   * files of the store are worked at in place.
   */
  readonly ownProcess?: boolean;
  /** The process only looks and does nothing else meanwhile: it may block on the disk. */
  readonly mayBlock?: boolean;
  /** Replaces parts of the real world: a test's clock, an editor's environment. */
  readonly effects?: Partial<Effects>;
}

/**
 * What every porcelain function is given first.
 *
 * @example
 * const context = createContext({ command: 'weborca-cert renew' });
 * const [result] = await renew(context, ['clinic-a'], { force: false, dryRun: false });
 */
export function createContext(options: ContextOptions): Context {
  const { command, mayBlock = false, ownProcess = false } = options;
  const config = options.config === undefined ? {} : { config: options.config };
  const places = findPlaces({ ...thisMachine(), ...options.effects }, config);
  const working = ownProcess ? { workIn: places.storeDir } : {};
  const real = nodeEffects({ command, mayBlock, ...working });
  return {
    // Not spread over: `process` is a getter that reads /proc on first use.
    effects: options.effects === undefined ? real : { ...real, ...options.effects },
    places,
    connect: ownProcess ? connectInOwnProcess : connect,
    observe: options.observe ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
  };
}
