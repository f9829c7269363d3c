import { createServer, request } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { describeError, doctor, verify, type WeborcaError } from '@weborca-cert/core';
import { createAuthority, type Authority } from '@weborca-cert/simulator';
import type { Clinic } from './support/clinic.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { editService } from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A box that looks into TLS: a server of its own, in place of WebORCA, without the client's key. */
async function boxOf(authority: Authority, answer: Answering): Promise<string> {
  const server = createServer({ ...(await authority.issueServer(['127.0.0.1'])) }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeAfterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `https://127.0.0.1:${address.port}/`;
}

/** Hands every request on, with what it has: no client certificate. */
function handingOn(target: string, ca: string): Answering {
  return (_request, response) => {
    const upstream = request(target, { ca, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500);
      answer.pipe(response);
    });
    upstream.on('error', () => response.writeHead(502).end('upstream failed'));
    upstream.end();
  };
}

function saying(status: number, body: string): Answering {
  return (_request, response) => void response.writeHead(status).end(body);
}

const blocked = saying(200, '<title>Web filter</title>This page is blocked.');
const noneSent = saying(400, '<title>400 No required SSL certificate was sent</title>');

/** The way out in both languages, and that it is not the one that cannot work. */
function expectException(error: WeborcaError | undefined, host: string): void {
  if (error === undefined) throw new Error('no error');
  for (const [language, word] of [
    ['en', 'exempt'],
    ['ja', '検査の対象から外す'],
  ] as const) {
    const { hint } = describeError(error, language);
    expect(hint).toContain(word);
    expect(hint).toContain(host);
    expect(hint).not.toMatch(/\bca\b|PEM/);
  }
}

async function clinicBehind(answer: (clinic: Clinic) => Answering): Promise<Clinic> {
  const clinic = await clinicWith();
  const { authority } = clinic.simulator;
  editService(clinic, { weborca: await boxOf(authority, answer(clinic)) });
  return clinic;
}

describe('a box that looks into TLS, and is trusted', () => {
  test.each([
    ['a page for everybody', () => blocked, 'answers-anyone'],
    ['no certificate arrives', () => noneSent, 'certificate-not-sent'],
    [
      'handed on without it',
      ({ simulator }: Clinic) => handingOn(simulator.weborca, simulator.ca),
      'unexpected-answer',
    ],
  ])('%s: nothing is proved, nothing moves', async (_what, answer, reason) => {
    const clinic = await clinicBehind(answer);
    const old = await clinic.inUse();
    const [asked] = await verify(clinic.context, ['clinic-a']);
    expect(asked).toMatchObject({ accepted: null, reason });
    expect(asked?.error?.code).toBe('verification-inconclusive');
    const { findings } = await doctor(clinic.context, ['clinic-a']);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'weborca-inconclusive',
        facts: expect.objectContaining({ reason }),
      }),
    );
    const met = await clinic.renew();
    expectFailed(met, 'verification-inconclusive');
    expect(met.verified).toBeNull();
    expect(await clinic.inUse()).toBe(old);
    expectException(asked?.error, asked?.host ?? '');
    expectException(met.error, asked?.host ?? '');
    editService(clinic, { weborca: clinic.simulator.weborca });
    expectDone(await clinic.renew(), 'resumed');
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
  });
});

test('not trusted: the way out is an exception, not its authority', async () => {
  const clinic = await clinicWith();
  editService(clinic, { weborca: await boxOf(await createAuthority(), blocked) });
  const [asked] = await verify(clinic.context, ['clinic-a']);
  expect(asked).toMatchObject({ accepted: null, error: { code: 'service-untrusted' } });
  expectException(asked?.error, asked?.host ?? '');
});
