import { WeborcaError } from '@weborca-cert/core';
import { exitCodes } from './exit-codes.ts';

const everywhere = ['SIGINT', 'SIGTERM'] as const;

/**
 * The console's window is closed (Windows ends the process some seconds later all the same), and
 * Ctrl-Break (Node's documentation of signal events). Elsewhere `nohup` decides about SIGHUP.
 */
const onWindows = ['SIGHUP', 'SIGBREAK'] as const;

/**
 * Signals ask the work to stop where it is safe; a second one ends the process. What was journaled by
 * then is found by the next run.
 */
export function listenForStop(
  onStop: () => void,
  platform: NodeJS.Platform = process.platform,
): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const listened = platform === 'win32' ? [...everywhere, ...onWindows] : everywhere;
  const controller = new AbortController();
  const stop = (): void => {
    // The command's answer was 130 and is 130: nothing is lost that a first signal did not lose.
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    onStop();
    controller.abort(new WeborcaError('interrupted', { during: 'signal' }));
  };
  for (const signal of listened) process.on(signal, stop);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of listened) process.off(signal, stop);
    },
  };
}
