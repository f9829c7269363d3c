import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually } from './insist.ts';

/** Waits until VS Code has written this value into the user's settings. */
export async function userSetting(file: string, name: string, value: unknown): Promise<void> {
  await eventually(() => assert.deepEqual(read(file)[name], value));
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Half written: it is read again.
    return {};
  }
}
