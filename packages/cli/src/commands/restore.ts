import { restore as restoreFrom } from '@weborca-cert/core';
import { one, text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { passwordFields, withPassword } from '../passwords.ts';
import { factEntries } from '../render/certificate.ts';
import { factsJson } from '../render/json.ts';
import { pairs } from '../render/table.ts';
import { openContext } from '../session.ts';

export const restore = command({
  name: 'restore',
  takes: { from: one('DIR'), name: text('name', 'N'), ...passwordFields },
  async run({ from, name, ...passwords }, session) {
    const restored = await withPassword(passwords, session, from, (password) =>
      restoreFrom(openContext(session), from, { password, ...(name === null ? {} : { name }) }),
    );
    const { facts, version, inUse, altered } = restored;
    const { keeping } = session.text;
    const said = inUse ? keeping.restored(restored.name) : keeping.restoredNotInUse(restored.name);
    const warning = altered ? [keeping.altered] : [];
    return {
      exitCode: exitCodes.done,
      json: {
        certificate: { name: restored.name, ...factsJson(facts) },
        version,
        inUse,
        altered,
      },
      text: [said, ...warning, '', pairs(factEntries(facts, session))].join('\n'),
      whenQuiet: warning.join(''),
    };
  },
});
