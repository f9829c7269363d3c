import { WeborcaError } from '@weborca-cert/core';
import { exitCodes } from './exit-codes.ts';

/**
 * SIGINT and SIGTERM ask the work to stop where it is safe; a second SIGINT ends the process. What
 * was journaled by then is found by the next run.
 */
export function listenForStop(onStop: () => void): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => {
    // The command's answer was 130 and is 130: nothing is lost that a first signal did not lose.
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    onStop();
    controller.abort(new WeborcaError('interrupted', { during: 'signal' }));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
