import { metrics as metricsOf, writeMetrics } from '@weborca-cert/core';
import { text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const metrics = command({
  name: 'metrics',
  takes: { textfile: text('textfile', 'F'), from: text('from', 'DIR') },
  async run({ textfile, from }, session) {
    const context = openContext(session);
    const written =
      textfile === null ? {} : { textfile: await writeMetrics(context, [], textfile, from) };
    const wanted = textfile === null || session.out.json;
    const exposition = wanted ? await metricsOf(context, [], from) : '';
    return {
      exitCode: exitCodes.done,
      json: { metrics: exposition, ...written },
      text: textfile === null ? exposition : '',
    };
  },
});
