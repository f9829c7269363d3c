import { cleanText } from '@weborca-cert/core';
import type { Observer, ProgressEvent, RenewalStep } from '@weborca-cert/core';
import type { Speech } from '../language.ts';
import type { Running } from '../looking.ts';
import { symbols, type Tone } from './paint.ts';
import { describeDone, describeSkipped } from './steps.ts';
import { padEnd } from './width.ts';

/** What it is said with, and where. */
type Saying = Speech & Pick<Running, 'out'>;

export interface Progress {
  readonly observe: Observer;
  /** The step at which this certificate failed, if its line is still to be said with the reason. */
  readonly failedStep: (name: string) => RenewalStep | null;
}

/** Wide enough for every step's name in both languages. */
const labelWidth = 16;
const indent = ' '.repeat(labelWidth + 3);

/**
 * Shows a renewal as it goes, on standard error. One certificate: a line for each step, in a
 * terminal with the one that is under way. Many at once: only what a person has to see, with the
 * name in front, and how far we are.
 */
export function followSteps(session: Saying, several: boolean): Progress {
  const { out, word } = session;
  const failed = new Map<string, RenewalStep>();
  const seen = new Set<string>();
  const observe: Observer = (event) => {
    if (out.json || out.quiet) {
      if (event.kind === 'failed') failed.set(event.name, event.step);
      return;
    }
    seen.add(event.name);
    if (event.kind === 'started') {
      const doing = ` ${symbols.busy} ${word('step', event.step)}`;
      out.busy(several ? ` ${seen.size}  ${event.name}${doing}` : doing);
      return;
    }
    if (event.kind === 'failed' && event.facts['path'] === undefined) {
      failed.set(event.name, event.step);
      return;
    }
    // What follows a failure only tidies up after it; what it leaves out says nothing.
    if (event.kind === 'skipped' && failed.has(event.name)) return;
    const line = describe(event, session, several);
    if (line !== null) out.tell(several ? ` ${event.name}:${line}` : line);
  };
  return { observe, failedStep: (name) => failed.get(name) ?? null };
}

function describe(event: ProgressEvent, session: Saying, several: boolean): string | null {
  const { out, word } = session;
  switch (event.kind) {
    case 'started':
      return null;
    case 'done':
      if (several && !out.verbose) return null;
      return stepLine(session, 'good', event.step, describeDone(event.step, event.facts, session));
    case 'skipped': {
      if (several && !out.verbose) return null;
      const { step, reason, facts } = event;
      const said = describeSkipped(step, reason, facts, { ...session, verbose: out.verbose });
      return said === null ? null : stepLine(session, 'quiet', step, said);
    }
    case 'failed': {
      const said = `${String(event.facts['path'])} [${event.code}]`;
      if (!several) return stepLine(session, 'bad', event.step, said);
      // Behind a name there is no column of steps to line up with.
      return ` ${out.paintError('bad', symbols.failed)} ${word('step', event.step)}: ${cleanText(said)}`;
    }
    case 'notice':
      return ` ${out.paintError('warning', symbols.notice)} ${word('notice', event.notice)}`;
  }
}

/** ` ✔ 更新の依頼      発行済み` */
export function stepLine(
  { out, word }: Pick<Saying, 'out' | 'word'>,
  tone: Extract<Tone, 'good' | 'bad' | 'quiet'>,
  step: RenewalStep,
  said: string,
): string {
  const symbol = { good: symbols.done, bad: symbols.failed, quiet: symbols.skipped }[tone];
  const label = padEnd(word('step', step), labelWidth);
  return ` ${out.paintError(tone, symbol)} ${label}${said
    .split('\n')
    .map((line) => cleanText(line))
    .join(`\n${indent}`)}`.trimEnd();
}
