/** The clock, as far as `gently` needs it. */
export interface Pausing {
  readonly now: () => number;
  readonly later: (ms: number, then: () => void) => void;
}

/**
 * Does work whenever it is asked for, and then rests as long as that took: of whatever came meanwhile
 * once more. So a command line that renews a thousand certificates takes half of a window's time at
 * most, and one change is followed at once.
 */
export function gently(work: () => Promise<unknown>, { now, later }: Pausing): () => void {
  let busy = false;
  let again = false;
  const run = async (): Promise<void> => {
    busy = true;
    const begun = now();
    try {
      await work();
    } finally {
      later(now() - begun, () => {
        busy = false;
        if (!again) return;
        again = false;
        void run();
      });
    }
  };
  return () => {
    if (busy) again = true;
    else void run();
  };
}
