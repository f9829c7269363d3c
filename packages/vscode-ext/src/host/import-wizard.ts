import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importCall } from '../model/import-call.ts';
import type { ImportOutcome } from '../model/core-port.ts';
import { call } from './core-call.ts';

/**
 * Opens the system's own import wizard on the certificate in use. With `execFile` and an argument
 * array: `env.openExternal` fails in silence on Windows for paths that are not ASCII (vscode#88273).
 */
export async function importIntoSystem(name: string): Promise<ImportOutcome> {
  const folder = await call(async (core, context) => {
    const current = (await core.versions(context, name)).find(({ inUse }) => inUse);
    if (current === undefined)
      throw new core.WeborcaError('version-unknown', { name, version: 'current' });
    return current.folder;
  });
  const program = importCall(process.platform, process.env);
  if (program === null) {
    const { WeborcaError } = await import('@weborca-cert/core');
    throw new WeborcaError('tool-missing', { tool: 'certificate import wizard' });
  }
  const file = path.join(folder, 'certificate.p12');
  await new Promise<void>((resolve, reject) => {
    const child = execFile(program.file, [...program.args, file], {
      cwd: tmpdir(),
      // rundll32 hands the rest of the line on as it is; Explorer does not quote it either.
      windowsVerbatimArguments: true,
    });
    child.once('error', reject);
    child.once('spawn', resolve);
  });
  return { kind: 'wizard-opened', target: program.target };
}
