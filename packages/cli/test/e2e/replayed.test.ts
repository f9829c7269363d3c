import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  readRecord,
  record,
  type ExchangeRecord,
  type Recording,
  type RenewalResult,
} from '@weborca-cert/core';
import { faultNames, type FaultName, type SimulatorOptions } from '@weborca-cert/simulator';
import { describe, expect, test } from 'vitest';
import { sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { disguises } from './support/canaries.ts';
import { openClinic, type Clinic } from './support/clinic.ts';

const usual: SimulatorOptions = { keys: 'pool', p12: 'old' };

interface Met {
  readonly end: Readonly<Record<string, unknown>>;
  readonly seen: ExchangeRecord;
}

/** How a run ends, without what differs from one run to the next. */
function endOf({ outcome, verified, error }: RenewalResult): Met['end'] {
  const details: object = error?.details ?? {};
  const reason = 'reason' in details ? details.reason : null;
  const reasons = 'reasons' in details ? details.reasons : null;
  return { outcome, verified, code: error?.code ?? 'ok', reason, reasons };
}

async function recordOf(
  recording: Recording,
  result: RenewalResult,
  { simulator, folder }: Clinic,
): Promise<ExchangeRecord | null> {
  const file = await recording.write([result]);
  if (file === null) return null;
  const text = readFileSync(file, 'utf8');
  const { certificates, issuances, api, weborca } = simulator;
  const canaries = [
    folder,
    ...certificates.flatMap(({ commonName, password }) => [commonName, password]),
    ...issuances.flatMap(({ id, pass, identity }) => [id, pass, identity.leaf.facts.serialNumber]),
    ...[api, weborca].flatMap((url) => [new URL(url).host, new URL(url).hostname]),
  ].filter((value) => value.length > 3);
  const shown = canaries.filter((value) => disguises(value).some((one) => text.includes(one)));
  expect(shown).toEqual([]);
  return readRecord(text);
}

/** One recorded run against a simulator of its own. */
async function met(simulator: SimulatorOptions, fault?: FaultName): Promise<Met> {
  const clinic = await openClinic({ simulator: { ...usual, ...simulator } });
  try {
    if (fault !== undefined) clinic.simulator.arm(fault);
    const recording = await record(clinic.context, { folder: path.join(clinic.folder, 'record') });
    const result = await clinic.renew({}, { connect: recording.context.connect });
    const seen = await recordOf(recording, result, clinic);
    if (seen === null) throw new Error('no record');
    const calls = { posts: clinic.posts(), gets: clinic.gets() };
    return { end: { ...endOf(result), ...calls }, seen };
  } finally {
    await clinic.close();
  }
}

/** Of the record of a record: what the two must have in common. */
function likeness({ calls }: ExchangeRecord): readonly unknown[] {
  return calls.map(({ purpose, method, answer, failure, certificateShown }) => ({
    purpose,
    method,
    certificateShown,
    failed: failure?.code ?? null,
    status: answer?.status ?? null,
    headerNames: answer?.headerNames ?? null,
    retryAfter: answer?.retryAfter ?? null,
    kind: answer?.body.kind ?? null,
    complete: answer?.body.complete ?? null,
    says: answer?.body.says ?? null,
  }));
}

const sweep = sweepOf('replayed faults', 7);

describe.concurrent(
  `each fault, recorded without a value of it, and replayed (${sweep.told})`,
  { timeout: sweepingWithin(120_000) },
  () => {
    test.each(faultNames.filter((_, index) => sweep.takes(index)))('%s', async (name) => {
      const first = await met({}, name);
      const again = await met({ replay: first.seen });
      expect(again.end).toEqual(first.end);
      expect(likeness(again.seen)).toEqual(likeness(first.seen));
    });
  },
);

describe('an exchange without a fault', { timeout: sweepingWithin(120_000) }, () => {
  test('is replayed with its TLS version, its key and its protection', async () => {
    const first = await met({ maxTlsVersion: 'TLSv1.2', p12: 'modern', algorithm: 'rsa-2048' });
    expect(first.seen.calls[0]?.newConnection?.tls).toBe('TLSv1.2');
    const clinic = await openClinic({ simulator: { replay: first.seen, algorithm: 'rsa-2048' } });
    try {
      const recording = await record(clinic.context, { folder: path.join(clinic.folder, 'r') });
      const result = await clinic.renew({}, { connect: recording.context.connect });
      expect(endOf(result)).toMatchObject({ outcome: 'renewed', code: 'ok' });
      const again = await recordOf(recording, result, clinic);
      expect(again?.calls[0]?.newConnection?.tls).toBe('TLSv1.2');
      const [of, is] = [first.seen, again].map(
        (one) => one?.calls.find(({ issued }) => issued !== null)?.issued,
      );
      expect(is).toMatchObject({ integrity: of?.integrity, encryption: of?.encryption });
      expect(is?.certificate?.publicKey).toBe('RSA 2048');
    } finally {
      await clinic.close();
    }
  });

  test.each([
    ['alert-expired', 45],
    ['alert-unknown-ca', 48],
  ])('an alert about the certificate comes again: %s (%i)', async (reason) => {
    const { seen } = await met({});
    const [request] = seen.calls;
    if (request === undefined) throw new Error('no request');
    const failure = { code: 'service-refused-certificate', reason, mayHaveArrived: false };
    const replay = { ...seen, calls: [{ ...request, answer: null, failure }] };
    const { end } = await met({ replay });
    expect(end).toMatchObject({ code: 'service-refused-certificate', reason });
  });
});
