import type { ErrorCode } from './errors.ts';

/** The steps of a renewal as people see them, in the order of the work. */
export const renewalSteps = [
  'resume',
  'adopt',
  'decide',
  'probe',
  'request',
  'download',
  'check',
  'save',
  'verify',
  'backup',
  'deploy',
] as const;

export type RenewalStep = (typeof renewalSteps)[number];

/** Facts a front end may show with a step. Never a secret. */
export type StepFacts = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** What a front end can watch while porcelain works. The word is core's, the sentence the catalogue's. */
export type ProgressEvent =
  | { readonly kind: 'started'; readonly name: string; readonly step: RenewalStep }
  | {
      readonly kind: 'done';
      readonly name: string;
      readonly step: RenewalStep;
      readonly facts: StepFacts;
    }
  | {
      readonly kind: 'skipped';
      readonly name: string;
      readonly step: RenewalStep;
      readonly reason: string;
      readonly facts: StepFacts;
    }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly step: RenewalStep;
      readonly code: ErrorCode;
      readonly facts: StepFacts;
    }
  | {
      readonly kind: 'notice';
      readonly name: string;
      readonly notice: Notice;
      readonly facts: StepFacts;
    };

/** Things worth a line that are not errors. */
export type Notice =
  | 'password-line-end-dropped'
  | 'password-alternative-encoding'
  | 'several-keys'
  | 'unencrypted-key'
  | 'trailing-bytes'
  | 'left-closed'
  | 'clock-wrong'
  | 'store-recovered'
  | 'lock-waiting'
  | 'verification-inconclusive'
  | 'journal-abandoned'
  | 'journal-not-written'
  | 'rescued-to-backup'
  | 'fell-back'
  | 'not-tidied'
  | 'retry-later'
  | 'written-in-place'
  | 'not-flushed';

export type Observer = (event: ProgressEvent) => void;
