import { configuration, consumerKindFields } from '@weborca-cert/core';
import { one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type Command, type Commands, type ReportOf } from '../command.ts';
import { describeCommands } from '../completion/describe.ts';
import { renderCompletion, shells } from '../completion/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext, type Session } from '../session.ts';

/** The commands come from above: the table of all of them has this one, too. */
export const completionOf = (commands: Commands): Command =>
  command({
    name: 'completion',
    takes: { shell: one('SHELL') },
    async run({ shell }, session) {
      if (shell === 'names') return tellNames(session);
      const known = shells.find((name) => name === shell);
      if (known === undefined) throw usageError('value-not-one-of', `SHELL ${shells.join('|')}`);
      const kinds = (await consumerKindFields()).map(({ kind }) => kind);
      const script = renderCompletion(
        known,
        await describeCommands(commands, session.language),
        kinds,
      );
      return {
        exitCode: exitCodes.done,
        json: { shell: known, script },
        text: script.trimEnd(),
        verbatim: true,
      };
    },
  });

/** For the scripts, which ask for them while somebody types. */
async function tellNames(session: Session): Promise<ReportOf<'completion'>> {
  const names = [...(await configuration(openContext(session))).certificates.keys()];
  return { exitCode: exitCodes.done, json: { names }, text: names.join('\n') };
}
