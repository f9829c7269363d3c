import {
  cleanText,
  describeError as describeByCore,
  hasCode,
  type WeborcaError,
} from '@weborca-cert/core';
import type { UsageProblem } from './arguments/usage.ts';
import type { Speech } from './language.ts';
import type { CliText } from './text/texts.ts';

/**
 * An error's sentence and its way out. A wrong command line is the command line's own affair, all
 * else stands in core's catalogue.
 */
export function describeError(
  error: WeborcaError,
  { text, language, outlook }: Speech,
  command: string | null,
): { readonly message: string; readonly hint: string } {
  if (hasCode(error, 'usage-invalid')) {
    const { value = '', meant, complete } = error.details;
    const problem: string = error.details.problem;
    if (isUsageProblem(problem, text)) {
      const near = meant === undefined ? [] : [text.didYouMean(cleanText(meant))];
      const whole =
        complete === undefined || command === null
          ? []
          : [text.usageExample(`${command} ${cleanText(complete)}`)];
      const hint = [...near, ...whole, text.usageHint(command)].join('\n');
      return { message: text.usage[problem](cleanText(value)), hint };
    }
  }
  return describeByCore(error, language, outlook);
}

function isUsageProblem(problem: string, text: CliText): problem is UsageProblem {
  return Object.hasOwn(text.usage, problem);
}
