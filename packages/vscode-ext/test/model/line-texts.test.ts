import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/file-verdict.ts';
import { lensText, lineNode, rankOf, verdictWord } from '../../src/model/line-texts.ts';
import { english } from './english.ts';
import { now } from './fixtures.ts';

const notAfter = new Date(now.getTime() + 45 * 86_400_000);
const expiring = {
  kind: 'expiring',
  commonName: 'client001',
  notAfter,
  name: '青葉台内科',
  stableFiles: [],
} as const;
const stranger = { ...expiring, commonName: 'client$(x)', name: null };

describe('above a line', () => {
  it('stand CN, name and days', () => {
    expect(lensText(expiring, now, english)).toBe('client001 · 青葉台内科 · 45 days');
    expect(lensText({ ...expiring, name: 'client001' }, now, english)).toBe('client001 · 45 days');
    // VS Code would draw an icon.
    expect(lensText(stranger, now, english)).toBe('client$ (x) · 45 days');
  });
});

describe('a line of the project', () => {
  const told = { file: 'file:///w/.env', line: 2, written: 'certs/a.p12' };

  it('is called by the name of the clinic, and can be renewed from there', () => {
    expect(lineNode({ ...told, verdict: expiring }, now, 'en', english)).toMatchObject({
      name: '青葉台内科',
      label: '青葉台内科',
      description: '45 days · a.p12',
      contextValue: 'line.known',
    });
  });

  it('is called by what stands there where nothing is known', () => {
    const lines: readonly (readonly [Verdict, string])[] = [
      [{ kind: 'missing' }, 'no such file'],
      [{ kind: 'elsewhere' }, 'not on this computer'],
      [{ kind: 'unknown' }, 'not registered'],
      [{ kind: 'untold' }, 'cannot be told just now'],
    ];
    for (const [verdict, description] of lines) {
      const node = lineNode({ ...told, verdict }, now, 'en', english);
      expect(node).toMatchObject({ label: 'certs/a.p12', description, contextValue: 'line' });
    }
  });

  it('says in a word what it is', () => {
    expect(verdictWord({ ...expiring, kind: 'superseded' }, now, english)).toBe('earlier version');
    expect(verdictWord({ ...expiring, kind: 'expired' }, now, english)).toBe('expired');
  });

  it('comes first when it is urgent', () => {
    const order = (['elsewhere', 'missing', 'unknown'] as const).map((kind) => rankOf({ kind }));
    expect(rankOf({ ...expiring, kind: 'expired' })).toBeLessThan(rankOf(expiring));
    expect(order[1]).toBeLessThan(order[0] ?? 0);
  });
});
