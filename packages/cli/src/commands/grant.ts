import {
  cleanText,
  grantRights,
  nameMeant,
  rightsFor,
  takeRightsBack,
  type Granted,
} from '@weborca-cert/core';
import { flag, one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { renderGranted, renderRights } from '../dialogues/rights.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const consumersGrant = command({
  name: 'consumers grant',
  takes: {
    name: one('N'),
    consumer: one('CONSUMER'),
    takeBack: flag('take-back'),
    yes: flag('yes'),
  },
  async run(
    { name: typed, consumer, takeBack, yes },
    session,
  ): Promise<ReportOf<'consumers grant'>> {
    const { ask, out, text } = session;
    const { rights: said } = text.using;
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const exitCode = exitCodes.done;
    const json = (granted: boolean, rights: readonly Granted[]) => ({
      ...{ name, granted },
      rights: rights.map(({ kind, place: path, files, service }) => ({
        kind,
        path,
        files,
        service,
      })),
    });
    // Before any program of the system is started: there is no person to see its question.
    if (ask === null && !yes) throw usageError('terminal-needed', '--yes');
    if (takeBack) {
      const taken = await takeRightsBack(context, { name, consumer });
      const told = taken.length === 0 ? said.nothing : said.takenBack;
      return { exitCode, json: json(false, taken), text: told, whenQuiet: '' };
    }
    const rights = await rightsFor(context, name, consumer);
    if (!out.json) out.tell(renderRights(rights, session));
    if (ask !== null && !yes && !(await ask.confirm(said.ask, true))) {
      return { exitCode, json: json(false, []), text: said.later(name, cleanText(rights.place)) };
    }
    await grantRights(context, rights);
    const told = renderGranted(rights, session);
    return { exitCode, json: json(true, [rights]), text: told, whenQuiet: '' };
  },
});
