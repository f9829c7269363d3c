import { describe, expect, test } from 'vitest';
import type { Handshake } from '../../src/connection/handshake.ts';
import { judgeApiHandshakes } from '../../src/doctor/api-handshake.ts';

const trusted: Handshake = { kind: 'trusted', chain: [], refusal: null };
const refused: Handshake = { kind: 'trusted', chain: [], refusal: 'alert-no-certificate' };
const failed: Handshake = { kind: 'failed', reason: 'alert-handshake-failure' };

const codes = (shown: Handshake, bare: Handshake): readonly string[] =>
  judgeApiHandshakes({ host: 'auth.example', name: 'clinic-a', shown, bare }).map(
    ({ code }) => code,
  );

describe('judgeApiHandshakes', () => {
  test.each([
    ['who shows none is turned away late (TLS 1.3)', refused, 'api-asks-certificate'],
    ['who shows none is turned away at once (TLS 1.2)', failed, 'api-asks-certificate'],
    ['who shows none is let through', trusted, 'api-open-without'],
  ])('%s', (_, bare, code) => {
    expect(codes(trusted, bare)).toEqual(['api-takes-certificate', code]);
  });

  test('says nothing of a server that does not take ours: that is told already', () => {
    expect(codes(refused, refused)).toEqual([]);
    expect(codes(failed, trusted)).toEqual([]);
  });
});
