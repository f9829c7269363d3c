import { one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { describeCommands } from '../completion/describe.ts';
import { renderCompletion, shells } from '../completion/index.ts';
import { exitCodes } from '../exit-codes.ts';

export const completion = command({
  name: 'completion',
  takes: { shell: one('SHELL') },
  async run({ shell }, session) {
    const known = shells.find((name) => name === shell);
    if (known === undefined) throw usageError('value-not-one-of', `SHELL ${shells.join('|')}`);
    const script = renderCompletion(known, await describeCommands(session.language));
    return {
      exitCode: exitCodes.done,
      json: { shell: known, script },
      text: script.trimEnd(),
      verbatim: true,
    };
  },
});
