import { afterEach } from 'vitest';

/** Whatever a test opened is closed after it, last first, even when the test failed. */
export function cleanup(): <T extends { close(): Promise<void> } | { stop(): Promise<void> }>(
  opened: T,
) => T {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).toReversed()) await close();
  });
  return (opened) => {
    open.push(() => ('close' in opened ? opened.close() : opened.stop()));
    return opened;
  };
}
