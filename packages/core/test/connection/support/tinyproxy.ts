import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts, freePort } from './nginx.ts';
import type { Running } from './servers.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A real proxy, which insists on Basic credentials and opens tunnels to any port. */
export async function tinyproxy(folder: string, { user, password }: Credentials): Promise<Running> {
  const port = await freePort();
  const config = join(folder, 'tinyproxy.conf');
  const lines = [`Port ${port}`, 'Listen 127.0.0.1', 'Timeout 60', 'MaxClients 10'];
  await writeFile(config, [...lines, `BasicAuth ${user} ${password}`, ''].join('\n'));
  const child = spawn('tinyproxy', ['-d', '-c', config], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`tinyproxy ended with ${child.exitCode}`);
  }
  return { port, stop };
}
