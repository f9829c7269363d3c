import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, post } from '../support/call.ts';
import { run } from '../support/run.ts';
import { firstClient } from '../support/first-client.ts';

// RSA keys and other programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

describe('stop', () => {
  test('ends what is still going on, and frees the ports', async () => {
    const simulator = await startSimulator({
      keys: 'pool',
      algorithm: 'p-256',
      slowMs: 600_000,
      faults: [
        { name: 'get-never', count: 1 },
        { name: 'get-slow', count: 1 },
      ],
    });
    const identity = firstClient(simulator);
    const { uri } = fieldsOf(await post(simulator, identity));
    const waiting = [get(uri, simulator.ca, identity), get(uri, simulator.ca, identity)];
    const outcomes = Promise.allSettled(waiting);
    const idle = connect(Number(new URL(simulator.weborca).port), '127.0.0.1');
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    await vi.waitFor(() => expect(simulator.issuances).toMatchObject([{ downloads: 2 }]));

    await simulator.stop();
    expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await closed;
    const port = Number(new URL(simulator.api).port);
    const again = await startSimulator({ keys: 'pool', algorithm: 'p-256', port });
    expect(new URL(again.api).port).toBe(String(port));
    await again.stop();
  });

  test('says when the port is taken', async () => {
    const first = await startSimulator({ keys: 'pool', algorithm: 'p-256' });
    const port = Number(new URL(first.api).port);
    await expect(startSimulator({ keys: 'pool', algorithm: 'p-256', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.stop();
  });

  test('leaves nothing that would keep a process alive', async () => {
    const script = join(import.meta.dirname, '../support/start-and-stop.ts');
    expect(await run(process.execPath, script)).toBe('stopped\n');
  });
});
