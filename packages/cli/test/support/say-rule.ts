import { ruleOfThisRun } from './service-rule.ts';

/** Once for a run, not once for each of its files. */
export function setup(): void {
  process.stdout.write(`service rule: ${ruleOfThisRun().told}\n`);
}
