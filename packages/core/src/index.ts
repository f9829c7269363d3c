export type { Certificate, CertificateFacts } from './certificate/facts.ts';
export { cleanText } from './certificate/clean.ts';
export { dayMs, daysLeft, defaultThresholds, parseThreshold } from './certificate/lifetime.ts';
export type { Threshold, Thresholds } from './certificate/lifetime.ts';
export type { CertificateState } from './certificate/state.ts';
export type { Effects, ProcessIdentity, ProgramCall, ProgramResult } from './effects.ts';
export {
  asWeborcaError,
  errorCodes,
  hasCode,
  isWeborcaError,
  retryOf,
  WeborcaError,
  type ErrorCode,
  type ErrorDetails,
  type Retry,
} from './errors.ts';
export type { Notice, Observer, ProgressEvent, RenewalStep } from './events.ts';
export type { FileStatus, FileSystem } from './files/file-system.ts';
export { Secret } from './secret.ts';
export type * from './porcelain/types.ts';
export type * from './pkcs12/types.ts';
export type * from './connection/types.ts';
export type * from './configuration/types.ts';
export type * from './consumers/types.ts';
export type * from './store/types.ts';
