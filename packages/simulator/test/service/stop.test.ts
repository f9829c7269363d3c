import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/simulated.ts';

describe('stop', () => {
  test('ends what is still going on, and leaves nothing open', async () => {
    const before = process.getActiveResourcesInfo().filter(isSocket).length;
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
    while (simulator.issuances[0]?.downloads !== 2) await new Promise(setImmediate);

    await simulator.stop();
    expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await closed;
    await new Promise(setImmediate);
    expect(process.getActiveResourcesInfo().filter(isSocket)).toHaveLength(before);

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
});

function isSocket(resource: string): boolean {
  return /TCP|TLS|Timeout/.test(resource);
}
