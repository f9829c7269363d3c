import { isRecord, type JsonRecord } from '../json.ts';
import { isConsumerState, isUpToDate } from '../words/consumer-states.ts';
import { deployedInPart, wordsOf } from '../words/history-events.ts';
import { writtenWord } from '../words/written.ts';
import { formatTime } from './dates.ts';
import { describeWritten } from './describe.ts';
import { t } from './text.ts';
import type { Language } from '../words/bilingual.ts';
import { noOutlook, type Message, type Outlook } from './types.ts';
import { wordOrCode } from './words.ts';
import type { RenewalStep } from '../words/steps.ts';

/** A line of the audit trail for people. */
export interface EventDescription extends Message {
  /** Two or three words: `failed (Request)`. */
  readonly what: string;
  /** False: somebody should know of it. */
  readonly ok: boolean;
}

/** An error that was written down, and how often it came. */
export interface WrittenFailure {
  readonly step: RenewalStep | null;
  readonly error: { readonly code: string; readonly details: object };
  readonly count: number;
  readonly since: Date;
}

const again: Readonly<Record<Language, (count: number, since: string) => string>> = {
  en: (count, since) => `(${count} times since ${since})`,
  ja: (count, since) => `(${since} から${count}回)`,
};

/**
 * What a line of the history says. `message` is the sentence of an error, or from where to where;
 * `hint` is the way out of a failure. An event of a later version stands there by its name.
 */
export function describeEvent(
  { event, facts }: { readonly event: string; readonly facts: JsonRecord },
  language: Language,
  outlook: Outlook = noOutlook,
): EventDescription {
  const words = wordsOf(event);
  const ok = words?.bad !== true;
  const what = isDeployedInPart(event, facts)
    ? deployedInPart[language]
    : (words?.[language] ?? event);
  const { step, code, details, since, count } = facts;
  if (typeof code !== 'string' || !isRecord(details)) {
    return { what, ok, message: noteOf(facts, language), hint: '' };
  }
  const named =
    typeof step === 'string' ? ` (${wordOrCode(language, 'step', writtenWord(step))})` : '';
  const { message, hint } = describeFailure(
    {
      step: null,
      error: { code, details },
      count: typeof count === 'number' ? count : 1,
      since: new Date(typeof since === 'string' ? since : Number.NaN),
    },
    language,
    outlook,
  );
  const place = joined(textOf(facts['path']), message);
  return { what: what + named, ok, message: place, hint };
}

/** Whether consumers were left with what they had; one that waits for a person's hand is no failure. */
export function isDeployedInPart(event: string, { consumers }: JsonRecord): boolean {
  return (
    event === 'deployed' &&
    Array.isArray(consumers) &&
    consumers.some((one: unknown) => isRecord(one) && isLeft(one['state']))
  );
}

function isLeft(state: unknown): boolean {
  return !isConsumerState(state) || !isUpToDate(state);
}

/** The sentence of an error that was written down, with its code and how often it came; the way out. */
export function describeFailure(
  { step, error, count, since }: WrittenFailure,
  language: Language,
  outlook: Outlook = noOutlook,
): Message {
  const { message, hint } = describeWritten(error, language, outlook);
  const at = step === null ? '' : `${wordOrCode(language, 'step', step)}:`;
  const times = count > 1 ? again[language](count, formatTime(since, language)) : '';
  const said = [at, message, t`[${error.code}]`, times].filter((part) => part !== '').join(' ');
  return { message: said, hint };
}

/** From where to where, why not, and the code; nothing else is for people. */
function noteOf(facts: JsonRecord, language: Language): string {
  const [from, to, code] = ['from', 'to', 'code'].map((key) => textOf(facts[key]));
  const way = [from, to].filter((part) => part !== '').join(' → ');
  const reasons = Array.isArray(facts['reasons'])
    ? facts['reasons'].map((reason) => wordOrCode(language, 'unfit', writtenWord(textOf(reason))))
    : [];
  const rest = [textOf(facts['path']), textOf(facts['host']), ...reasons];
  return joined(way ?? '', ...rest, code === '' ? '' : `[${code}]`);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('  ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? t`${value}` : '';
}
