import path from 'node:path';
import { createContext, nodeEffects, tickConsumers } from '@weborca-cert/core';
import type { Home } from '../../../scripts/home.ts';

/**
 * Works at a certificate, as another program would, for as long as nobody calls what is returned: a
 * renewal has to wait for it.
 */
export async function holdLock(home: Home, name: string): Promise<() => Promise<void>> {
  const command = 'weborca-cert consumers';
  const { files } = nodeEffects({ command });
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const context = createContext({
    command,
    effects: {
      env: { ...process.env, ...home.env },
      files: {
        ...files,
        // The first thing that is read once the lock is held.
        readFile: async (file) => {
          if (path.basename(file) === 'current') {
            held.resolve();
            await release.promise;
          }
          return files.readFile(file);
        },
      },
    },
  });
  const working = tickConsumers(context, name, null);
  await Promise.race([held.promise, working]);
  return async () => {
    release.resolve();
    await working;
  };
}
