import { Secret } from '@weborca-cert/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copiedSecret, type Clipboard } from '../../src/model/copied-secret.ts';

let text = '';
const clipboard: Clipboard = {
  read: async () => text,
  write: async (next) => {
    text = next;
  },
};
const never = (): never => {
  throw new Error('not expected');
};

beforeEach(() => {
  text = '';
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('takes the secret off the clipboard after the time that was asked for, not before', async () => {
  await copiedSecret(clipboard, never).copy(new Secret('word'), 60);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(text).toBe('word');
  await vi.advanceTimersByTimeAsync(1);
  expect(text).toBe('');
});

it('leaves alone what somebody has copied since', async () => {
  await copiedSecret(clipboard, never).copy(new Secret('word'), 60);
  text = 'theirs';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(text).toBe('theirs');
});

it('never takes it off when the time is 0', async () => {
  const copied = copiedSecret(clipboard, never);
  await copied.copy(new Secret('word'), 0);
  await vi.advanceTimersByTimeAsync(3_600_000);
  await copied.clearNow();
  expect(text).toBe('word');
});

it('counts anew for a later copy', async () => {
  const copied = copiedSecret(clipboard, never);
  await copied.copy(new Secret('first'), 60);
  await vi.advanceTimersByTimeAsync(30_000);
  await copied.copy(new Secret('first'), 60);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(text).toBe('first');
  await vi.advanceTimersByTimeAsync(1);
  expect(text).toBe('');
});

it('takes it off at once when the window closes', async () => {
  const copied = copiedSecret(clipboard, never);
  await copied.copy(new Secret('word'), 60);
  await copied.clearNow();
  expect(text).toBe('');
});

it('tells when the clipboard cannot be read', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  const broken: Clipboard = { ...clipboard, read: () => Promise.reject(new Error('no clipboard')) };
  await copiedSecret(broken, failed).copy(new Secret('word'), 1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(failed).toHaveBeenCalledOnce();
});
