import { watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dayMs } from '../time.ts';

/** What comes into a folder while somebody waits for it. */
export interface FolderWatch {
  /** Files that are new, or have changed, since they were last named here; the oldest first. */
  readonly arrived: () => Promise<readonly string[]>;
  /** Resolves when something may have come since the last `arrived`. */
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

/** Some network drives, and Windows's drives inside WSL, report no changes. */
const lookAgainMs = 2000;
const largest = 10 * 1024 * 1024;

/**
 * Watches a folder for certificate files. Those of the last day count as arrived: an interrupted work
 * goes on with what came meanwhile. A file that is still being written comes again when it grows.
 *
 * @throws Error when the folder cannot be watched
 */
export function watchFolder(folder: string, now: () => Date): FolderWatch {
  const seen = new Map<string, string>();
  let stirred = signal();
  const stir = (): void => {
    stirred.give();
  };
  const watcher = watch(folder, stir);
  watcher.on('error', stir);
  const again = setInterval(stir, lookAgainMs);
  return {
    async arrived() {
      // What comes while we look is for the next look.
      stirred = signal();
      const found: { readonly file: string; readonly at: number }[] = [];
      for (const name of await readdir(folder)) {
        if (!/\.(?:zip|p12)$/i.test(name)) continue;
        const file = join(folder, name);
        const status = await stat(file).catch(() => null);
        if (status === null || !status.isFile() || status.size > largest) continue;
        // A copy from another terminal is as old as its original, but for the time of its change here.
        const cameMs = Math.max(status.mtimeMs, status.ctimeMs);
        if (now().getTime() - cameMs > dayMs) continue;
        const mark = `${status.size} ${status.mtimeMs}`;
        if (seen.get(file) === mark) continue;
        seen.set(file, mark);
        found.push({ file, at: status.mtimeMs });
      }
      return found.toSorted((a, b) => a.at - b.at).map(({ file }) => file);
    },
    changed: () => stirred.given,
    close: () => {
      watcher.close();
      clearInterval(again);
    },
  };
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  const waiting: (() => void)[] = [];
  const given = new Promise<void>((resolve) => {
    waiting.push(resolve);
  });
  return { given, give: () => waiting.forEach((resolve) => resolve()) };
}
