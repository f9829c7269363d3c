import { hourMs } from '@weborca-cert/core/time';

interface Stoppable {
  readonly dispose: () => unknown;
}

/**
 * Calls `look` hourly and whenever the window becomes active: a laptop that slept fires no timer,
 * and a timer beyond 2^31-1 ms fires at once, so nothing waits for the day itself.
 *
 * @param onActivity tells whether the window is active, whenever that changes
 */
export function clock(
  look: () => void,
  onActivity: (listener: (active: boolean) => void) => Stoppable,
): Stoppable {
  const timer = setInterval(look, hourMs);
  const listening = onActivity((active) => {
    if (active) look();
  });
  return {
    dispose: () => {
      clearInterval(timer);
      listening.dispose();
    },
  };
}
