import { nameMeant, password as passwordOf } from '@weborca-cert/core';
import { flag, one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { copyToClipboard } from '../clipboard.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const password = command({
  name: 'password',
  takes: { name: one('N'), copy: flag('copy'), yes: flag('yes') },
  async run({ name: typed, copy, yes }, session) {
    // Shown to a person who looks, or to who says that it may go into a pipe or a file.
    const seen = process.stdout.isTTY && session.ask !== null;
    if (!copy && !yes && !seen) throw usageError('terminal-needed', '--yes');
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const secret = await passwordOf(context, name);
    if (copy) {
      await copyToClipboard(secret);
      const { copied } = session.text.keeping;
      return {
        exitCode: exitCodes.done,
        json: { name, copied: true },
        text: copied,
        whenQuiet: '',
      };
    }
    const shown = secret.reveal();
    return {
      exitCode: exitCodes.done,
      json: { name, password: shown },
      text: shown,
      verbatim: true,
    };
  },
});
