import { mkdtempSync, rmSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchStore } from '../../src/host/watch-store.ts';

const { watched } = vi.hoisted(() => ({ watched: { files: [''] } }));
vi.mock('../../src/host/core-call.ts', () => ({ call: () => Promise.resolve(watched.files) }));

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
