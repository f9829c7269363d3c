import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { statusBarView } from '../../src/model/status-bar.ts';
import { english } from './english.ts';
import { certificate, unreadable } from './fixtures.ts';

const view = (snapshot: Snapshot) => statusBarView(snapshot, null, 'en', english);
const ready = (...certificates: ReturnType<typeof certificate>[]): Snapshot => ({
  kind: 'ready',
  certificates,
  renewing: [],
  open: [],
});

describe('the status bar item', () => {
  it.each([
    ['valid', 1001, '$(shield) a 1001 days', 'none'],
    ['due', 45, '$(bell) a 45 days', 'none'],
    ['urgent', 1, '$(warning) a 1 day', 'warning'],
    ['expired', -3, '$(error) a: expired', 'error'],
    ['not-yet-valid', 1090, '$(watch) a: not yet valid', 'warning'],
  ] as const)('shows %s', (state, days, text, background) => {
    expect(view(ready(certificate('a', days, state)))).toMatchObject({ text, background });
  });

  it('says the whole sentence to a screen reader', () => {
    expect(view(ready(certificate('a', 45, 'due'))).accessibleLabel).toMatch(
      /^The WebORCA certificate a \(client001\) expires in 45 days, on 2027-01-06 \(Wed\)\. Due for renewal\.$/,
    );
  });

  it('adds for a screen reader what is wrong with the schedule; text and colour stay', () => {
    const snapshot = ready(certificate('a', 400, 'valid'));
    const trouble = { sentences: ['The program is gone.'], installed: true } as const;
    const troubled = statusBarView(snapshot, trouble, 'en', english);
    const { accessibleLabel, ...calm } = view(snapshot);
    expect(troubled).toEqual({
      ...calm,
      accessibleLabel: `${accessibleLabel} The program is gone.`,
    });
  });

  it('shows the one that expires first, how many more, and its name where the CN is shared', () => {
    const several = ready(
      certificate('clinic-b', 500, 'valid'),
      certificate('clinic-a', 20, 'urgent'),
    );
    expect(view(several).text).toBe('$(warning) clinic-a 20 days +1');
  });

  it('puts an unreadable one before those that are merely due', () => {
    expect(view(ready(certificate('a', 20, 'urgent'), unreadable('b'))).text).toBe(
      '$(question) b: cannot be read +1',
    );
  });

  it('invites to set up when there is none, and names a problem', () => {
    expect(view(ready())).toMatchObject({
      text: '$(shield) WebORCA: not registered',
      command: 'weborcaCert.getStarted',
    });
    const explanation = { code: 'config-invalid', sentence: 'Broken.', wayOut: '' };
    expect(view({ kind: 'failed', error: new Error('x'), explanation })).toMatchObject({
      accessibleLabel: 'Broken.',
      background: 'warning',
    });
  });

  it('shows a running renewal', () => {
    const renewing: Snapshot = {
      kind: 'ready',
      certificates: [certificate('a', 45, 'due')],
      renewing: ['a'],
      open: [],
    };
    expect(view(renewing).text).toBe('$(sync~spin) a: renewing');
  });

  it('draws no icon out of a common name', () => {
    const { accessibleLabel } = view(ready(certificate('a', 45, 'due', '$(flame)x')));
    expect(accessibleLabel).toContain('a ($ (flame)x)');
  });
});
