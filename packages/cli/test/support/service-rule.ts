import {
  startSimulator,
  type ServiceRules,
  type Simulator,
  type SimulatorOptions,
} from '@weborca-cert/simulator';
import { sweepOf } from '../../../core/test/support/sweep.ts';
import { otherRules } from './rule-names.ts';

/** The service as it is assumed to be. */
export const asAssumed = 'as-assumed';

const choices = [asAssumed, ...otherRules];

/**
 * The rule under which everything of a run goes: that of `WEBORCA_RULE` (or several, with commas), else
 * the one that the commit comes to. `told` goes into the output.
 */
export function ruleOfThisRun(env = process.env): {
  readonly rules: readonly string[];
  readonly told: string;
} {
  const asked = env['WEBORCA_RULE'];
  if (asked !== undefined) {
    const rules = asked.split(',');
    if (rules.every((rule) => choices.includes(rule))) return { rules, told: asked };
    throw new Error(`WEBORCA_RULE is one of ${choices.join(', ')}`);
  }
  const sweep = sweepOf('service rule of a run', choices.length, env['WEBORCA_SWEEP']);
  // The long run comes to the others by a run each (scripts/suites.ts): this one takes the first.
  const rule = choices.find((_, index) => sweep.takes(index)) ?? asAssumed;
  return { rules: [rule], told: `${rule}, ${sweep.told}` };
}

const { rules } = ruleOfThisRun();

/** Whether the service is so in this run. */
export const isUnder = (rule: string): boolean => rules.includes(rule);

const rulesOfThisRun: Partial<ServiceRules> = Object.fromEntries(
  rules.filter((rule) => rule !== asAssumed).map((rule) => rule.split('=')),
);

/**
 * Starts a simulator under the rule of this run, but for what a test takes for granted.
 *
 * @example
 * startUnderRule({ dir, rules: oldStaysAccepted });
 */
export function startUnderRule(options: SimulatorOptions): Promise<Simulator> {
  return startSimulator({ ...options, rules: { ...rulesOfThisRun, ...options.rules } });
}

export const oldIsOver = isUnder('old-certificate=refused-once-downloaded');

/**
 * For what a second request with the old certificate leads to, or its comparison with the new one. Where
 * it is over once its successor was downloaded, neither is to be had; service-rules.test.ts says what is
 * so then.
 */
export const oldStaysAccepted = { 'old-certificate': 'accepted' } as const;

/** For what is waited for longer than ten minutes. */
export const uriLasts = { 'uri-life': 'lasting' } as const;

/** For renewals one after the other: what is new has more than 90 days left. */
export const earlyIsAllowed = { 'early-renewal': 'allowed' } as const;
