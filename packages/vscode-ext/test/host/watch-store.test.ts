import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  unwatchFile,
  watchFile,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchStore } from '../../src/host/watch-store.ts';

const { watched } = vi.hoisted(() => ({ watched: { files: [''], asked: false } }));
vi.mock('../../src/host/core-call.ts', () => ({
  call: () => {
    watched.asked = true;
    return Promise.resolve(watched.files);
  },
}));

test('a store that nobody has changed yet is not read a second time', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, '.changes');
  watched.files = [file];
  const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
  // Of a file that is not there Node tells whoever watches it once.
  const told = Promise.withResolvers<void>();
  const listener = (): void => told.resolve();
  const watch = watchStore(look, { warn: () => undefined });
  onTestFinished(() => watch.dispose());
  watchFile(file, { interval: 500 }, listener);
  onTestFinished(() => unwatchFile(file, listener));
  await told.promise;
  expect(look).not.toHaveBeenCalled();

  writeFileSync(file, 'now\n');
  await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(1), { timeout: 30_000 });
});

test('a store that goes and comes back as it was is read both times', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // The folder goes, as a drive does: renamed by itself, the file would be a changed one.
  const store = path.join(folder, 'store');
  const away = path.join(folder, 'away');
  mkdirSync(store);
  const file = path.join(store, '.changes');
  writeFileSync(file, 'now\n');
  watched.files = [file];
  watched.asked = false;
  const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const watch = watchStore(look, { warn: () => undefined });
  onTestFinished(() => watch.dispose());
  // Node tells both who watch it, the one above first.
  const told: number[] = [];
  const listener = ({ ino }: Stats): void => void told.push(ino);
  await vi.waitFor(() => expect(watched.asked).toBe(true));
  watchFile(file, { interval: 500 }, listener);
  onTestFinished(() => unwatchFile(file, listener));
  const bothTold = (): Promise<void> =>
    vi.waitFor(() => expect(look).toHaveBeenCalledTimes(told.length), { timeout: 30_000 });
  await vi.waitFor(
    () => {
      writeFileSync(file, 'and now\n');
      expect(told.length).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 2000 },
  );
  await bothTold();

  renameSync(store, away);
  await vi.waitFor(() => expect(told.at(-1)).toBe(0), { timeout: 30_000 });
  await bothTold();
  renameSync(away, store);
  await vi.waitFor(() => expect(told.at(-1)).not.toBe(0), { timeout: 30_000 });
  await bothTold();
});
