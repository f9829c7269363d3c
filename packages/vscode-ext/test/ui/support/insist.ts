import type { Locator } from 'playwright-core';

/** How long is waited after each attempt, in milliseconds: quick at first, and patient when busy. */
const waits = [2000, 4000, 8000, 16_000, 32_000, 64_000] as const;

/**
 * Does something until what should follow can be seen; or, with `hidden`, until what can be seen is
 * gone. A workbench that is busy loses a key or a click; a person would do it again. It is not done
 * again when what follows came late, even after `act` gave up (after the time that it is given).
 */
export async function insist(
  act: (timeout: number) => Promise<unknown>,
  follows: Locator,
  state: 'visible' | 'hidden' = 'visible',
): Promise<void> {
  if (state === 'hidden') await follows.waitFor();
  let reason: unknown;
  for (const [attempt, timeout] of waits.entries()) {
    if (attempt > 0 && (await follows.isVisible()) === (state === 'visible')) return;
    try {
      await act(timeout);
      await follows.waitFor({ timeout, state });
      return;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

/** Asserts again and again until it holds; fails with the last reason after two minutes. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  const end = performance.now() + 120_000;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
