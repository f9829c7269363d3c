import type { VerificationReason } from './words/reasons/connection.ts';
import type { DecisionReason } from './words/reasons/decisions.ts';
import type { ErrorCode } from './errors.ts';
import type { Notice } from './words/notices.ts';
import type { RenewalStep } from './words/steps.ts';

/** Facts a front end may show with a step. Never a secret. */
export type StepFacts = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** Why a step had nothing to do. */
export type SkipReason = DecisionReason | VerificationReason;

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
      readonly reason: SkipReason;
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

export type Observer = (event: ProgressEvent) => void;
