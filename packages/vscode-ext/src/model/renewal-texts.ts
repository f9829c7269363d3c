import type { ProgressEvent, RenewalStep } from '@weborca-cert/core';
import type { Translate } from './translate.ts';

/** What is said while a step of a renewal runs. */
export function stepText(step: RenewalStep, t: Translate): string {
  const texts: Readonly<Record<RenewalStep, string>> = {
    resume: t('Finishing an earlier renewal'),
    adopt: t('Looking for certificates renewed by other programs'),
    decide: t('Deciding whether to renew'),
    probe: t('Checking that everything can be written'),
    request: t('Requesting the renewal'),
    download: t('Downloading the new certificate'),
    check: t('Checking the new certificate'),
    save: t('Saving'),
    verify: t('Verifying the connection'),
    backup: t('Backing up'),
    deploy: t('Updating the places that use it'),
  };
  return texts[step];
}

/**
 * Whether a renewal can still be called off after this event: once the request is on its way, the
 * service may have issued a certificate, and the run sees it through.
 */
export function isCancellable(event: ProgressEvent): boolean {
  return !(event.kind === 'started' && event.step === 'request');
}
