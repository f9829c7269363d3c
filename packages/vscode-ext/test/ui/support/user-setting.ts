import { readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import path from 'node:path';

/** Waits until VS Code has written this value into the user's settings. */
export async function userSetting(file: string, name: string, value: unknown): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  const changes = watch(path.dirname(file), { signal });
  if (read(file)[name] === value) return;
  for await (const { filename } of changes) {
    if (filename === path.basename(file) && read(file)[name] === value) return;
  }
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Half written: another change follows.
    return {};
  }
}
