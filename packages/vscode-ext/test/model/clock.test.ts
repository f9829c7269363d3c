import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clock } from '../../src/model/clock.ts';

const hour = 3_600_000;

/** A window that becomes active and inactive when the test says so. */
function windowOf() {
  const listeners = new Set<(active: boolean) => void>();
  return {
    onActivity: (listener: (active: boolean) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    become: (active: boolean) => {
      for (const listener of listeners) listener(active);
    },
  };
}

describe('the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('looks every hour, for months', () => {
    const look = vi.fn<() => void>();
    clock(look, windowOf().onActivity);
    vi.advanceTimersByTime(1000);
    expect(look).not.toHaveBeenCalled();
    vi.advanceTimersByTime(hour - 1001);
    expect(look).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(look).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(90 * 24 * hour);
    expect(look).toHaveBeenCalledTimes(1 + 90 * 24);
  });

  it('looks when the window becomes active, which a laptop’s sleep does not keep from it', () => {
    const look = vi.fn<() => void>();
    const { onActivity, become } = windowOf();
    clock(look, onActivity);
    become(true);
    expect(look).toHaveBeenCalledTimes(1);
    become(false);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('sets no timer that is too long to be kept', () => {
    const timeouts = vi.spyOn(globalThis, 'setTimeout');
    const intervals = vi.spyOn(globalThis, 'setInterval');
    clock(() => undefined, windowOf().onActivity);
    // No longer than this: a timer that overflows fires every millisecond.
    vi.advanceTimersByTime(1000);
    const delays = [...timeouts.mock.calls, ...intervals.mock.calls].map(([, ms]) => ms);
    expect(delays.length).toBeGreaterThan(0);
    expect(delays.every((ms) => ms !== undefined && ms > 0 && ms < 2 ** 31)).toBe(true);
  });

  it('stops with the extension', () => {
    const look = vi.fn<() => void>();
    const { onActivity, become } = windowOf();
    clock(look, onActivity).dispose();
    become(true);
    vi.advanceTimersByTime(3 * hour);
    expect(look).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
