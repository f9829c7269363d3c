/**
 * Lets `work` run once at a time. A call during a run is answered by one more run after it, shared
 * by all who came in between: what they see is never older than their call.
 */
export function singleFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let following: Promise<T> | null = null;

  const start = (): Promise<T> => {
    const run = work().finally(() => {
      if (running === run) running = null;
    });
    running = run;
    return run;
  };

  const afterRunning = async (): Promise<T> => {
    // Its failure belongs to those who asked for it.
    await running?.catch(() => undefined);
    following = null;
    return start();
  };

  return () => {
    if (running === null) return start();
    following ??= afterRunning();
    return following;
  };
}
