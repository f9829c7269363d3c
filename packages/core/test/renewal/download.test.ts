import { describe, expect, test } from 'vitest';
import { mayDownloadFrom } from '../../src/renewal/service.ts';

const api = new URL('https://api.example/api/cert');

describe('mayDownloadFrom', () => {
  test.each([
    ['https://api.example/x', [], true],
    ['https://api.example:443/x', [], true],
    ['https://api.example:444/x', [], false],
    ['http://api.example/x', [], false],
    ['https://files.example/x', [], false],
    ['https://files.example/x', ['files.example'], true],
    ['https://FILES.example/x', ['files.example'], true],
    ['https://files.example:8443/x', ['files.example'], false],
    ['https://files.example:8443/x', ['files.example:8443'], true],
    ['https://sub.files.example/x', ['files.example'], false],
    ['http://files.example/x', ['files.example'], false],
    ['https://api.example.evil.example/x', [], false],
  ])('%s with %j: %s', (uri, hosts, allowed) => {
    expect(mayDownloadFrom(new URL(uri), api, hosts)).toBe(allowed);
  });
});
