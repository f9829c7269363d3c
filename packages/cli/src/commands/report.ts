import { report as ledger } from '@weborca-cert/core';
import { flag, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatReport, renderReport, reportFormats, reportJson } from '../render/report.ts';
import { replaceFile } from '../replace-file.ts';
import { openContext } from '../session.ts';
import { keepYoungHeapSmall } from '../small-memory.ts';

export const report = command({
  name: 'report',
  takes: { csv: flag('csv'), ics: flag('ics'), html: flag('html'), to: text('to', 'FILE') },
  async run({ to, ...wanted }, session) {
    const [format, ...others] = reportFormats.filter((one) => wanted[one]);
    if (others.length > 0) throw usageError('options-conflict', '--csv, --ics, --html');
    if (format === undefined && to !== null) throw usageError('argument-missing', '--csv, --html');
    keepYoungHeapSmall();
    const made = await ledger(openContext(session), []);
    if (format === undefined) {
      return {
        exitCode: exitCodes.done,
        json: reportJson(made),
        text: renderReport(made, session),
      };
    }
    const content = formatReport(made, format, session.language);
    if (to === null) {
      return { exitCode: exitCodes.done, json: { format, content }, text: content, verbatim: true };
    }
    const file = await replaceFile(to, content);
    return {
      exitCode: exitCodes.done,
      json: { format, file },
      text: session.text.running.report.written(file),
      whenQuiet: '',
    };
  },
});
