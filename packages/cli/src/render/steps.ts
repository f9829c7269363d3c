import {
  defaultThresholds,
  parseThreshold,
  type RenewalStep,
  type SkipReason,
  type StepFacts,
} from '@weborca-cert/core';
import type { Speech } from '../language.ts';

/** What a finished step says about itself. */
export function describeDone(
  step: RenewalStep,
  facts: StepFacts,
  { text, lastDay, wordOrCode }: Speech,
): string {
  const { done } = text;
  const of = (key: string): string => asText(facts[key]);
  const many = (key: string): readonly string[] => asTexts(facts[key]);
  // `pem /etc/client.crt`: the kind by its name, not by its code.
  const byKind = (consumer: string): string =>
    consumer.replace(/^\S+/, (kind) => wordOrCode('consumer-kind', kind));
  const until = (): string => {
    const date = new Date(of('notAfter'));
    return Number.isNaN(date.getTime()) ? of('notAfter') : lastDay(date);
  };
  switch (step) {
    case 'resume':
      return done.resume;
    case 'adopt':
      return done.adopt(of('path'), until());
    case 'decide': {
      const days = text.said.days(Number(facts['daysLeft']));
      const threshold = parseThreshold(of('renewWithin')) ?? defaultThresholds.due;
      const from = text.said.before(threshold.unit, threshold.value);
      return facts['action'] === 'renew'
        ? done.due(days, from, of('reason'))
        : done.notDue(days, from);
    }
    case 'probe':
      return done.places(many('backups'), many('consumers').map(byKind));
    case 'request':
      return done.issued;
    case 'download':
      return done.bytes(Number(facts['bytes']).toLocaleString('en-US'));
    case 'check':
      return done.checked(of('commonName'), until());
    case 'save':
      return of('folder');
    case 'verify':
      return done.verified(of('host'));
    case 'backup':
      return many('paths').join('\n');
    case 'deploy':
      return [
        ...many('consumers').map(byKind),
        ...many('byHand').map((consumer) => done.waiting(byKind(consumer))),
      ].join('\n');
  }
}

/** Null: not worth a line, unless details are asked for. */
export function describeSkipped(
  step: RenewalStep,
  reason: SkipReason,
  facts: StepFacts,
  { text, verbose }: Speech & { readonly verbose: boolean },
): string | null {
  const { skipped } = text;
  if (step === 'adopt' && reason === 'superseded') return skipped.superseded;
  if (step === 'verify') {
    return reason === 'not-asked' ? skipped.notAsked : skipped.verify(asText(facts['host']));
  }
  if (step === 'backup') return skipped.noBackup;
  if (step === 'request') return skipped.byHand;
  if (!verbose) return null;
  if (step === 'adopt') return skipped.adopt;
  return step === 'deploy' ? skipped.noConsumer : reason;
}

function asText(value: StepFacts[string] | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function asTexts(value: StepFacts[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
