import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { World } from './authority.ts';

export type TlsVersion = 'tls1_2' | 'tls1_3';

export interface ProgramServer {
  readonly url: URL;
  readonly stop: () => Promise<void>;
}

/** `openssl s_server` that insists on a client certificate of `world` and sends alerts otherwise. */
export async function opensslServer(world: World, version: TlsVersion): Promise<ProgramServer> {
  const { server, root } = world;
  const files = ['-cert', server.certFile, '-key', server.keyFile, '-CAfile', root.certFile];
  const strict = ['-Verify', '3', '-verify_return_error', '-www', `-${version}`];
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...strict], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const port = /^ACCEPT 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return { url: new URL(`https://127.0.0.1:${port}/`), stop };
  }
  await stop();
  throw new Error('s_server did not start');
}
