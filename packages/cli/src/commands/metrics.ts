import { status } from '@weborca-cert/core';
import { text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderMetrics } from '../render/metrics.ts';
import { openContext } from '../session.ts';
import { replaceFile } from '../replace-file.ts';

export const metrics = command({
  name: 'metrics',
  takes: { textfile: text('textfile', 'F') },
  async run({ textfile }, session) {
    const context = openContext(session);
    const exposition = renderMetrics(await status(context, []), context.effects.now());
    if (textfile !== null) await replaceFile(textfile, exposition);
    return {
      exitCode: exitCodes.done,
      json: { metrics: exposition, ...(textfile === null ? {} : { textfile }) },
      text: textfile === null ? exposition.trimEnd() : '',
    };
  },
});
