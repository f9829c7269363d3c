import { join } from 'node:path';
import { remove as removeCertificate, versions } from '@weborca-cert/core';
import { flag, one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const remove = command({
  name: 'remove',
  takes: { name: one('N'), yes: flag('yes') },
  async run({ name, yes }, session) {
    const { text, ask, out } = session;
    const context = openContext(session);
    await versions(context, name); // an unknown name is told before anything is asked
    if (!yes) {
      if (ask === null) throw usageError('terminal-needed', '--yes');
      out.tell(text.keeping.removing(name, join(context.places.storeDir, name)));
      if (!(await ask.confirm(text.prompts.sure, false))) {
        return { exitCode: exitCodes.done, json: { name }, text: text.keeping.notDone };
      }
    }
    await removeCertificate(context, name);
    return {
      exitCode: exitCodes.done,
      json: { name, removed: true },
      text: text.keeping.removed(name),
      whenQuiet: '',
    };
  },
});
