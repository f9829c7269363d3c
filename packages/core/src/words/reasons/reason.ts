import type { AnswerReason } from './answers.ts';
import type { BackupProblem } from './backups.ts';
import type { FailureReason, VerdictReason } from './connection.ts';
import type { ConsumerReason } from './consumers.ts';
import type { DecisionReason } from './decisions.ts';

/** Why, of whatever family. */
export type Reason =
  | AnswerReason
  | BackupProblem
  | ConsumerReason
  | DecisionReason
  | FailureReason
  | VerdictReason;
