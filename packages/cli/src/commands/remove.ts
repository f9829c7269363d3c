import { nameMeant, removalPlan, remove as removeCertificate } from '@weborca-cert/core';
import { flag, one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const remove = command({
  name: 'remove',
  takes: { name: one('N'), yes: flag('yes') },
  async run({ name: typed, yes }, session) {
    const { text, ask, out } = session;
    const { keeping } = text;
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const plan = await removalPlan(context, name); // an unknown name is told before anything is asked
    const about = [
      plan.backup === null ? keeping.backupNone(name) : keeping.backupThere(plan.backup),
      ...(plan.unfinished ? [keeping.removingUnfinished] : []),
    ];
    if (!yes) {
      if (ask === null) throw usageError('terminal-needed', '--yes');
      out.tell([keeping.removing(name, plan.keptIn), ...about].join('\n'));
      if (!(await ask.confirm(text.prompts.sure, false))) {
        return { exitCode: exitCodes.done, json: { name }, text: keeping.notDone };
      }
    }
    const kept = await removeCertificate(context, name);
    const said = [keeping.removed(name), ...(yes ? about : [])];
    return {
      exitCode: exitCodes.done,
      json: { name, removed: true, kept, backup: plan.backup },
      text: [...said, ...(kept === null ? [] : [keeping.putAway(kept)])].join('\n'),
      whenQuiet: '',
    };
  },
});
