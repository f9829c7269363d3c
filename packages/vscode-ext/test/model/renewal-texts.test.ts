import type { ProgressEvent, RenewalStep } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { isCancellable, progressText } from '../../src/model/renewal-texts.ts';
import { english } from './english.ts';

const started = (step: RenewalStep): ProgressEvent => ({ kind: 'started', name: 'a', step });

describe('a renewal', () => {
  it('can be called off until the request is sent, the download starts or something is saved', () => {
    const steps: readonly RenewalStep[] = ['resume', 'adopt', 'decide', 'probe', 'verify'];
    expect(steps.map((step) => isCancellable(started(step)))).toEqual(steps.map(() => true));
    const final: readonly RenewalStep[] = ['request', 'download', 'save'];
    expect(final.map((step) => isCancellable(started(step)))).toEqual(final.map(() => false));
  });

  it('says what it waits for', () => {
    const facts = { pid: 1, host: 'h', command: 'weborca-cert renew' };
    const waiting = { kind: 'notice', name: 'a', notice: 'lock-waiting', facts } as const;
    expect(progressText(waiting, english)).toContain('weborca-cert renew');
    expect(progressText(started('request'), english)).toBe('Requesting the renewal');
    expect(progressText({ ...waiting, notice: 'clock-wrong' }, english)).toBeNull();
  });
});
