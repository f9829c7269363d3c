import { check as checkAll, parseThreshold } from '@weborca-cert/core';
import { many, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkedJson, checkExitCode, renderChecked } from '../render/checked.ts';
import { openContext } from '../session.ts';

export const check = command({
  name: 'check',
  takes: { names: many('N'), within: text('within', 'TIME') },
  async run({ names, within }, session) {
    const threshold = within === null ? undefined : parseThreshold(within);
    if (threshold === null) throw usageError('value-not-threshold', '--within');
    const checked = await checkAll(openContext(session), names, threshold);
    const exitCode = checkExitCode(checked);
    const said = renderChecked(checked, session);
    return {
      exitCode,
      json: checkedJson(checked),
      text: said,
      whenQuiet: exitCode === exitCodes.done ? '' : said,
    };
  },
});
