import { metrics as metricsOf, metricsPieces, writeMetrics } from '@weborca-cert/core';
import { text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';
import { keepYoungHeapSmall } from '../small-memory.ts';

export const metrics = command({
  name: 'metrics',
  takes: { textfile: text('textfile', 'F'), from: text('from', 'DIR') },
  async run({ textfile, from }, session) {
    keepYoungHeapSmall();
    const context = openContext(session);
    const written =
      textfile === null
        ? {}
        : { textfile: await writeMetrics(context, [], { file: textfile, from }) };
    const { out } = session;
    if (out.json) {
      const json = { metrics: await metricsOf(context, [], from), ...written };
      return { exitCode: exitCodes.done, json, text: '' };
    }
    const pieces = textfile === null ? await metricsPieces(context, [], from) : [];
    // All at once would be most of the memory in use, and is needed only for JSON.
    return { exitCode: exitCodes.done, json: { metrics: '' }, text: '', pieces };
  },
});
