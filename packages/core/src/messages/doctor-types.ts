import type { FindingArea, FindingCode, FindingFacts } from '../findings/findings.ts';
import type { Message } from './types.ts';

/** A sentence and a way out for each of these codes. */
export type FindingTexts<C extends FindingCode = FindingCode> = {
  readonly [K in C]: (facts: FindingFacts[K]) => Message;
};

// A catalogue lies in several files; together they have every code.
export type PlaceCode = Extract<
  FindingCode,
  | `permissions-${string}`
  | `owner-${string}`
  | `acl-${string}`
  | `backup${string}`
  | `consumer${string}`
  | 'old-in-use'
>;
export type RoadCode = Exclude<
  Extract<
    FindingCode,
    | `proxy-${string}`
    | `dns-${string}`
    | `tls-${string}`
    | `weborca-${string}`
    | `pkcs12-${string}`
    | 'network-not-asked'
  >,
  `tls-check-${string}`
>;
export type ScheduleCode = Extract<
  FindingCode,
  `schedule-${string}` | `run-${string}` | `leftover${string}`
>;
export type StateCode = Exclude<FindingCode, PlaceCode | RoadCode | ScheduleCode>;

/** What stands around the findings. */
export interface DoctorFrame {
  readonly title: string;
  readonly areas: Readonly<Record<FindingArea, string>>;
  /** How many need a look; the report's last line. */
  readonly summary: (problems: number, warnings: number) => string;
}
