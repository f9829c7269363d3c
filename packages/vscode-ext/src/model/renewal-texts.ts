import type { ProgressEvent, RenewalStep } from '@weborca-cert/core';
import type { Translate } from './translate.ts';

/** What is said while a step of a renewal runs. */
export function stepText(step: RenewalStep, t: Translate): string {
  const texts: Readonly<Record<RenewalStep, string>> = {
    resume: t('Finishing an earlier renewal'),
    adopt: t('Looking for certificates renewed by other programs'),
    decide: t('Deciding whether to renew'),
    probe: t('Checking where to write'),
    request: t('Requesting the renewal'),
    download: t('Downloading the new certificate'),
    check: t('Checking the new certificate'),
    save: t('Saving'),
    verify: t('Verifying the connection'),
    backup: t('Backing up'),
    deploy: t('Updating consumers'),
  };
  return texts[step];
}

/** The message beside the progress bar after this event; null leaves the one before. */
export function progressText(event: ProgressEvent, t: Translate): string | null {
  if (event.kind === 'started') return stepText(event.step, t);
  if (event.kind !== 'notice' || event.notice !== 'lock-waiting') return null;
  const { command } = event.facts;
  return t('Waiting for {0}, which is using the same certificate', String(command));
}

const pointsOfNoReturn: ReadonlySet<RenewalStep> = new Set(['request', 'download', 'save']);

/**
 * Whether a renewal can still be called off after this event. From the request on the service may
 * have issued a certificate, and what was issued or adopted is seen through. (An earlier version can
 * be verified or deployed before that: that can be called off.)
 */
export function isCancellable(event: ProgressEvent): boolean {
  return event.kind !== 'started' || !pointsOfNoReturn.has(event.step);
}
