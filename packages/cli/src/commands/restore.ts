import { restore as restoreFrom, type EntrySettings } from '@weborca-cert/core';
import { flag, one, text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { passwordFields, withPassword } from '../passwords.ts';
import { factEntries } from '../render/certificate.ts';
import { factsJson } from '../render/json.ts';
import { isNoSetting, renderSettings } from '../render/settings.ts';
import { pairs } from '../render/table.ts';
import { openContext, type Session } from '../session.ts';

export const restore = command({
  name: 'restore',
  takes: {
    from: one('DIR'),
    name: text('name', 'N'),
    service: text('service', 'S'),
    withSettings: flag('with-settings'),
    ...passwordFields,
  },
  async run({ from, name, service, withSettings, ...passwords }, session) {
    const restored = await withPassword(passwords, session, from, (password) =>
      restoreFrom(openContext(session), from, {
        password,
        settings: withSettings ? 'take' : 'leave',
        ...(name === null ? {} : { name }),
        ...(service === null ? {} : { service }),
        ...askWith(session),
      }),
    );
    const { facts, version, inUse, altered, leftOut } = restored;
    const { keeping, facts: headings } = session.text;
    const said = inUse ? keeping.restored(restored.name) : keeping.restoredNotInUse(restored.name);
    const warning = altered ? [keeping.altered] : [];
    const left = isNoSetting(leftOut)
      ? []
      : [`\n${keeping.leftOut}`, renderSettings(leftOut, session), keeping.leftOutNext(from)];
    const entries = [...factEntries(facts, session), [headings.service, restored.service] as const];
    return {
      exitCode: exitCodes.done,
      json: {
        certificate: { name: restored.name, ...factsJson(facts) },
        service: restored.service,
        version,
        inUse,
        altered,
        leftOut,
      },
      text: [said, ...warning, '', pairs(entries), ...left].join('\n'),
      whenQuiet: warning.join(''),
    };
  },
});

/** Where somebody can be asked, what was found is shown first. */
function askWith(session: Session): {
  readonly ask?: (found: EntrySettings) => Promise<boolean>;
} {
  const { ask, out, text: said } = session;
  if (ask === null) return {};
  return {
    ask: async (found) => {
      out.tell(`${said.keeping.foundSettings}\n${renderSettings(found, session)}`);
      return ask.confirm(said.keeping.takeSettings, false);
    },
  };
}
