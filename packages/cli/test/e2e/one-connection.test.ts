import { describe, expect, test } from 'vitest';
import { check, status, verify } from '@weborca-cert/core';
import { createAuthority } from '@weborca-cert/simulator';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { startRecorder, type RawAnswer, type Recorder } from './support/recorder.ts';
import { elsewhere } from './support/renewed-elsewhere.ts';
import { editService } from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

async function recorder(clinic: Clinic, answer: (method: string) => RawAnswer): Promise<Recorder> {
  const started = await startRecorder(clinic.simulator.authority, answer);
  closeAfterwards(started.stop);
  return started;
}

/** Who was shown which certificate: every handshake at every address of the simulator. */
function handshakes({ simulator }: Clinic): readonly (readonly [string, string | undefined])[] {
  return simulator.connections.map(({ listener, client }) => [listener, client?.fingerprintSha256]);
}

test('one POST, one GET over the same TLS connection, and one handshake to verify', async () => {
  const clinic = await clinicWith();
  const old = await clinic.inUse();
  expectDone(await clinic.renew(), 'renewed');
  const { requests, issuances } = clinic.simulator;
  const id = issuances[0]?.id ?? '';
  expect(requests.map(({ listener, method, path }) => [listener, method, path])).toEqual([
    ['api', 'POST', '/api/cert'],
    ['api', 'GET', `/api/cert/${id}`],
    ['weborca', 'GET', '/'],
  ]);
  const [post, get, visit] = requests;
  expect(get?.connection).toBe(post?.connection);
  expect(visit?.connection).not.toBe(post?.connection);
  expect(handshakes(clinic)).toEqual([
    ['api', old],
    ['weborca', lastIssued(clinic)],
  ]);
  expect(post?.headers).toMatchObject({
    'content-length': '2',
    'content-type': 'application/json',
  });
  for (const { headers } of requests) {
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  }
});

test('on the wire: Content-Length 2, the two bytes {}, and nothing that nobody asked for', async () => {
  const clinic = await clinicWith();
  const renewed = await elsewhere(clinic);
  const answers = (method: string): RawAnswer => {
    if (method === 'GET') return { status: 200, body: renewed.p12Bytes };
    const issued = { uri: `${service.origin}/api/cert/1`, pass: renewed.password };
    return { status: 200, body: Buffer.from(JSON.stringify(issued)) };
  };
  const service = await recorder(clinic, answers);
  editService(clinic, { api: `${service.origin}/api/cert` });
  expectDone(await clinic.renew(), 'renewed');
  expect(service.connections).toHaveLength(1);
  const { host } = new URL(service.origin);
  const [sent = ''] = service.connections.map(({ bytes }) => bytes());
  expect(sent.split('\r\n').map((line) => line.toLowerCase())).toEqual([
    'post /api/cert http/1.1',
    `host: ${host}`,
    'connection: keep-alive',
    'content-type: application/json',
    'accept: application/json',
    'content-length: 2',
    '',
    '{}get /api/cert/1 http/1.1',
    `host: ${host}`,
    'connection: keep-alive',
    'accept: application/json',
    '',
    '',
  ]);
});

describe('the certificate is shown to nobody else', () => {
  test.each(['post-foreign-uri', 'post-other-port-uri', 'post-http-uri', 'post-redirect'] as const)(
    '%s: nothing but the connection of the request',
    async (fault) => {
      const clinic = await clinicWith();
      clinic.simulator.arm(fault, 2);
      const results = [await clinic.renew(), await clinic.renew()];
      expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
      const shown = ['api', await clinic.inUse()];
      expect(handshakes(clinic)).toEqual(Array.from({ length: clinic.posts() }, () => shown));
    },
  );

  test('a redirected download is not followed', async () => {
    const clinic = await clinicWith();
    clinic.simulator.arm('get-redirect');
    expectFailed(await clinic.renew(), 'service-answer-invalid');
    expect(handshakes(clinic)).toEqual([['api', await clinic.inUse()]]);
  });

  test('a redirect for everybody proves nothing when verifying, and is not followed', async () => {
    const clinic = await clinicWith();
    const elsewhereTo = await recorder(clinic, () => ({ status: 200 }));
    const moved = { status: 302, headers: { Location: `${elsewhereTo.origin}/` } };
    const weborca = await recorder(clinic, () => moved);
    editService(clinic, { weborca: `${weborca.origin}/` });
    expectFailed(await clinic.renew(), 'verification-inconclusive');
    const shown = weborca.connections.map(({ clientSubject }) => clientSubject !== '');
    expect(shown).toEqual([true, false]);
    expect(elsewhereTo.connections).toHaveLength(0);
  });

  test('a service that cannot prove who it is is sent nothing', async () => {
    const clinic = await clinicWith();
    const stranger = await startRecorder(await createAuthority({ algorithm: 'p-256' }), () => ({
      status: 200,
    }));
    closeAfterwards(stranger.stop);
    editService(clinic, { api: `${stranger.origin}/api/cert` });
    expectFailed(await clinic.renew(), 'service-untrusted');
    expect(stranger.connections.map(({ bytes }) => bytes()).join('')).toBe('');
    expect(handshakes(clinic)).toEqual([]);
  });

  test('looking connects to nobody; verifying takes one handshake', async () => {
    const clinic = await clinicWith();
    await check(clinic.context, []);
    await status(clinic.context, []);
    await clinic.renew({ dryRun: true });
    expect(handshakes(clinic)).toEqual([]);
    await verify(clinic.context, []);
    expect(handshakes(clinic)).toEqual([['weborca', await clinic.inUse()]]);
  });
});
