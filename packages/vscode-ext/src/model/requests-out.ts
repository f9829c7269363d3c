import type { ProgressEvent } from '@weborca-cert/core';

export interface Watched {
  readonly see: (event: ProgressEvent) => void;
  readonly end: () => void;
}

/** Which requests for a certificate are out: a window that closes waits for their answers. */
export function requestsOut(): {
  readonly watch: () => Watched;
  readonly settled: () => Promise<void>;
} {
  const out = new Set<Promise<void>>();
  return {
    watch: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = (): void => {
        out.delete(promise);
        resolve();
      };
      return {
        see: (event) => {
          if (event.kind === 'notice' || event.step !== 'request') return;
          if (event.kind === 'started') out.add(promise);
          else end();
        },
        end,
      };
    },
    settled: async () => {
      await Promise.all(out);
    },
  };
}
