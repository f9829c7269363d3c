import { stat } from 'node:fs/promises';
import { programPlaces } from '../model/program-places.ts';

/** A program, and what stands before the words of a command. */
export type Found = readonly [program: string, ...words: string[]];

/**
 * The command weborca-cert as it is on this computer now. It is looked for each time: an update may
 * have brought it, moved it or taken it away since.
 *
 * @returns null: it is not there
 *
 * @example
 * await findProgram(process.env, 'win32'); // ['C:\\Users\\…\\Programs\\weborca-cert\\weborca-cert.exe']
 */
export async function findProgram(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Promise<Found | null> {
  const { programs, scripts, nodes } = programPlaces(env, platform);
  const program = await firstFile(programs);
  if (program !== null) return [program];
  const script = await firstFile(scripts);
  const node = script === null ? null : await firstFile(nodes);
  return script === null || node === null ? null : [node, script];
}

async function firstFile(places: readonly string[]): Promise<string | null> {
  for (const file of places) {
    try {
      if ((await stat(file)).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
