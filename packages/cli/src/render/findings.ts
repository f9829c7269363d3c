import { describeFinding, type Finding } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols, type Tone } from './paint.ts';

/**
 * A finding of `--json`: its code and facts, and what a person reads of it. What is as it should be
 * has no code of its own that a script could hold on to: it is `ok`, and its area says of what.
 */
export function findingJson(finding: Finding, { language }: Pick<Session, 'language'>) {
  const { area, code, level, facts } = finding;
  return {
    area,
    code: level === 'ok' ? 'ok' : code,
    level,
    facts,
    ...describeFinding(finding, language),
  };
}

const marks = {
  ok: ['good', symbols.done],
  note: ['quiet', symbols.skipped],
  warning: ['warning', symbols.notice],
  problem: ['bad', symbols.failed],
} as const satisfies Readonly<Record<Finding['level'], readonly [Tone, string]>>;

/** Findings without the headings of a whole report. */
export function renderFindings(
  findings: readonly Finding[],
  { out, language }: Pick<Session, 'out' | 'language'>,
): string {
  return findings
    .map((finding) => {
      const { message, hint } = describeFinding(finding, language);
      const [tone, symbol] = marks[finding.level];
      const lines = hint === '' ? [message] : [message, hint];
      return ` ${out.paint(tone, symbol)} ${lines.join('\n').replaceAll('\n', '\n   ')}`;
    })
    .join('\n');
}

/** Whether somebody should look. */
export function isTrouble({ level }: Pick<Finding, 'level'>): boolean {
  return level === 'warning' || level === 'problem';
}
