import {
  replaceFile,
  report as ledger,
  reportFrom,
  type Context,
  type Language,
} from '@weborca-cert/core';
import { flag, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  formatReport,
  renderReport,
  reportFormats,
  reportJson,
  type ReportFormat,
} from '../render/report.ts';
import { openContext, type Session } from '../session.ts';
import { keepYoungHeapSmall } from '../small-memory.ts';

export const report = command({
  name: 'report',
  takes: {
    csv: flag('csv'),
    ics: flag('ics'),
    html: flag('html'),
    to: text('to', 'FILE'),
    from: text('from', 'DIR'),
  },
  async run({ to, from, ...wanted }, session) {
    const [format, ...others] = reportFormats.filter((one) => wanted[one]);
    if (others.length > 0) throw usageError('options-conflict', '--csv, --ics, --html');
    if (format === undefined && to !== null) throw usageError('argument-missing', '--csv, --html');
    keepYoungHeapSmall();
    const context = openContext(session);
    const made = from === null ? await ofHere(context) : await ofFleet(from, context);
    if (format === undefined) return { exitCode: exitCodes.done, ...made.shown(session) };
    const content = made.content(format, session.language);
    if (to === null) {
      return { exitCode: exitCodes.done, json: { format, content }, text: content, verbatim: true };
    }
    const file = await replaceFile(context, to, Buffer.from(content));
    return {
      exitCode: exitCodes.done,
      json: { format, file },
      text: session.text.report.written(file),
      whenQuiet: '',
    };
  },
});

/** A ledger: how it shows on a screen, and as a file. */
interface Ledger {
  readonly shown: (session: Session) => Pick<ReportOf<'report'>, 'json' | 'text'>;
  readonly content: (format: ReportFormat, language: Language) => string;
}

async function ofHere(context: Context): Promise<Ledger> {
  const made = await ledger(context, []);
  return {
    shown: (session) => ({
      json: reportJson(made),
      text: made.rows.length === 0 ? null : renderReport(made, session),
    }),
    content: (format, language) => formatReport(made, format, language),
  };
}

/** What other machines have published. */
async function ofFleet(from: string, context: Context): Promise<Ledger> {
  const { fleetJson, formatFleet, renderFleet } = await import('../render/fleet.ts');
  const made = await reportFrom(context, from);
  return {
    shown: (session) => ({
      json: { at: made.at, ...fleetJson(made) },
      text: `${renderFleet(made, session)}\n\n${session.text.report.more}`,
    }),
    content: (format, language) => formatFleet(made, format, language),
  };
}
