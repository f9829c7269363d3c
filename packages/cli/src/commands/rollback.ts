import { nameMeant, rollback as rollBack } from '@weborca-cert/core';
import { flag, one, optional } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { backupsJson } from '../render/backups.ts';
import { factEntries } from '../render/certificate.ts';
import { consumersJson, errorField, factsJson } from '../render/json.ts';
import { renderConsumers } from '../render/statuses.ts';
import { pairs } from '../render/table.ts';
import { openContext } from '../session.ts';

export const rollback = command({
  name: 'rollback',
  takes: { name: one('N'), version: optional('VERSION'), force: flag('force') },
  async run({ name: typed, version, force }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const done = await rollBack(context, name, { version: version ?? undefined, force });
    const { from, to, later, facts, backups, consumers, error } = done;
    return {
      exitCode: error === undefined ? exitCodes.done : exitCodes.failed,
      json: {
        name,
        from,
        to,
        later,
        certificate: factsJson(facts),
        backups: backupsJson(backups, session),
        consumers: consumersJson(consumers),
        ...errorField(error, session),
      },
      text: [
        session.text.keeping.rolledBack(name, to),
        pairs(factEntries(facts, session)),
        ...(consumers.length === 0 ? [] : [renderConsumers(consumers, session)]),
        ...(later === null ? [] : [session.text.keeping.rolledBackNext(name, later)]),
      ].join('\n\n'),
      whenQuiet: '',
      failures: error === undefined ? [] : [{ error }],
    };
  },
});
