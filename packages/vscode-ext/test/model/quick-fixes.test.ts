import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StableFile, Verdict } from '../../src/model/file-verdict.ts';
import { quickFixes } from '../../src/model/quick-fixes.ts';
import { now } from './fixtures.ts';

const p12: StableFile = { path: '/app/client.p12', format: 'pkcs12' };
const crt: StableFile = { path: '/app/client.crt', format: 'pem' };

function verdict(
  kind: 'fine' | 'expiring' | 'expired' | 'superseded',
  name: string | null,
): Verdict {
  return { kind, commonName: 'client001', notAfter: now, name, stableFiles: [p12, crt] };
}

describe('quickFixes', () => {
  it('point a line with an earlier file to one of the same kind that is kept up to date', () => {
    expect(quickFixes(verdict('superseded', 'clinic-a'), '/home/hanako/old.p12')).toEqual([
      { kind: 'point', file: '/app/client.p12' },
      { kind: 'keep', name: 'clinic-a', file: '/home/hanako/old.p12' },
    ]);
    expect(quickFixes(verdict('superseded', 'clinic-a'), '/home/hanako/old.crt')).toEqual([
      { kind: 'point', file: '/app/client.crt' },
    ]);
  });

  it('offer to keep the file itself up to date where nothing else is', () => {
    const lonely: Verdict = {
      kind: 'superseded',
      commonName: 'client001',
      notAfter: now,
      name: 'clinic-a',
      stableFiles: [],
    };
    expect(quickFixes(lonely, '/home/hanako/old.p12')).toEqual([
      { kind: 'keep', name: 'clinic-a', file: '/home/hanako/old.p12' },
    ]);
    expect(quickFixes(lonely, '/home/hanako/old.crt')).toEqual([]);
  });

  it('point a line with a missing file to what may be meant', () => {
    const fixes = quickFixes({ kind: 'missing' }, '/home/hanako/gone.pfx', [p12, crt]);
    expect(fixes).toEqual([{ kind: 'point', file: p12.path }]);
  });

  it('offer a few files at most, the one of the same name first', () => {
    const clinics = Array.from({ length: 100 }, (_, index) => ({
      path: `/app/clinic-${index}.p12`,
      format: 'pkcs12' as const,
    }));
    const fixes = quickFixes({ kind: 'missing' }, '/old/clinic-42.p12', clinics);
    expect(fixes).toHaveLength(3);
    expect(fixes[0]).toEqual({ kind: 'point', file: '/app/clinic-42.p12' });
  });

  it('leave alone what lies in a container or on a server', () => {
    expect(quickFixes({ kind: 'elsewhere' }, '/home/hanako/a.p12')).toEqual([]);
  });

  it('renew what is under care, and add what is not', () => {
    expect(quickFixes(verdict('expiring', 'clinic-a'), '/home/hanako/a.p12')).toEqual([
      { kind: 'renew', name: 'clinic-a' },
    ]);
    expect(quickFixes(verdict('expired', null), '/home/hanako/a.crt')).toEqual([
      { kind: 'add', file: null },
    ]);
  });

  it('never touch files of this machine for a line on the SSH or WSL side', () => {
    const kinds = fc.constantFrom('fine', 'expiring', 'expired', 'superseded');
    fc.assert(
      fc.property(kinds, fc.option(fc.string()), (kind, name) => {
        const fixes = quickFixes(verdict(kind, name), null);
        expect(fixes.filter((fix) => fix.kind === 'point' || fix.kind === 'keep')).toEqual([]);
      }),
    );
  });
});
