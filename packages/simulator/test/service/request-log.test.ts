import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, fieldsOf, get, post } from '../support/call.ts';
import { firstClient } from '../support/first-client.ts';
import { simulated, temporaryFolder } from '../support/simulated.ts';

describe('request log', () => {
  test('has a line a request, there before the answer', async () => {
    const requestLog = join(await temporaryFolder(), 'requests.jsonl');
    const simulator = await simulated({ requestLog });
    const identity = firstClient(simulator);
    const lines = async () => (await readFile(requestLog, 'utf8')).trimEnd().split('\n');

    const { uri } = fieldsOf(await post(simulator, identity));
    expect(await lines()).toHaveLength(1);
    await get(uri, simulator.ca, identity);
    expect(await lines()).toHaveLength(2);
    simulator.arm('get-cut-before');
    await get(uri, simulator.ca, identity).catch(() => null);
    const parsed: unknown[] = (await lines()).map((line) => JSON.parse(line));
    expect(parsed).toEqual(simulator.requests);
    expect(parsed).toHaveLength(3);
    expect(parsed[0]).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      method: 'POST',
      path: '/api/cert',
      headers: {
        host: new URL(simulator.api).host,
        'content-type': 'application/json',
        accept: 'application/json',
        'content-length': '2',
        connection: 'close',
      },
      connection: 1,
      client: {
        commonName: 'client001',
        fingerprintSha256: identity.leaf.facts.fingerprintSha256,
      },
      listener: 'api',
    });
  });

  test('never shows what a client authenticates with', async () => {
    const dir = await temporaryFolder();
    const requestLog = join(dir, 'requests.jsonl');
    const simulator = await simulated({ requestLog });
    const headers = { Authorization: 'Basic Y2FuYXJ5OmNhbmFyeQ==' };
    const identity = firstClient(simulator);
    await call({ url: simulator.weborca, ca: simulator.ca, identity, headers });
    const text = await readFile(requestLog, 'utf8');
    expect(text).toContain('"authorization":"•••"');
    expect(text).not.toContain('Y2FuYXJ5');
    expect((await stat(requestLog)).mode & 0o777).toBe(0o600);
  });
});
