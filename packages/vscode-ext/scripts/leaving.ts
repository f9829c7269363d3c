// Nothing of a run stays behind: no server, no browser, no folder, however it ends.
import { constants } from 'node:os';

/** Does something when this process ends, unless it is taken back; it cannot wait for anything. */
export function atExit(act: () => void): { readonly takeBack: () => void } {
  process.once('exit', act);
  return { takeBack: () => void process.off('exit', act) };
}

/**
 * A signal ends the process at once, by way of its `exit` handlers: Node's own end would pass them
 * by, and the browser's is to wait for the page, which may be what hangs.
 *
 * @param say told the signal, before the end
 */
export function endOnSignals(say: (signal: NodeJS.Signals) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      say(signal);
      process.exit(128 + constants.signals[signal]);
    });
  }
}
