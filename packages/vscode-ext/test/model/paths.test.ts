import { expect, it } from 'vitest';
import { basenameOf, keyBeside, samePath } from '../../src/model/paths.ts';

it('basenameOf takes the last part on every system', () => {
  expect(basenameOf('/a/b.p12')).toBe('b.p12');
  expect(basenameOf(String.raw`C:\a\b.p12`)).toBe('b.p12');
});

it('samePath compares as the system does', () => {
  expect(samePath(String.raw`C:\Certs\a.p12`, 'c:/certs/A.p12')).toBe(true);
  expect(samePath('/certs/a.p12', '/certs/A.p12')).toBe(false);
  expect(samePath('/certs/a.p12', '/certs/a.p12')).toBe(true);
});

it('keyBeside names the key of a certificate in PEM alone', () => {
  expect(keyBeside('/a/b.old.crt')).toEqual(['/a/b.old.key']);
  expect(keyBeside(String.raw`C:\a\b.PEM`)).toEqual([String.raw`C:\a\b.key`]);
  expect(keyBeside('/a/b.p12')).toEqual([]);
});
