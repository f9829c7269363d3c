import { uninstall as takeAway, uninstallPlan } from '@weborca-cert/core';
import { flag } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { removeCompileCache } from '../compile-cache.ts';
import { exitCodes } from '../exit-codes.ts';
import { isNothing, renderLost, renderUninstall } from '../render/uninstall.ts';
import { openContext } from '../session.ts';

export const uninstall = command({
  name: 'uninstall',
  takes: { yes: flag('yes') },
  async run({ yes }, session) {
    const { text, ask, out } = session;
    const { uninstalling } = text;
    const context = openContext(session);
    const plan = await uninstallPlan(context);
    const exitCode = exitCodes.done;
    const nothing = isNothing(plan);
    if (!nothing && !out.json) {
      const told = out.quiet && yes ? renderLost(plan, session) : renderUninstall(plan, session);
      if (told !== '') out.tell(told);
    }
    if (!nothing && !yes) {
      if (!out.json) out.tell('');
      if (ask === null) throw usageError('terminal-needed', '--yes');
      if (!(await ask.confirm(text.prompts.sure, false))) {
        return { exitCode, json: { ...plan, removed: [] }, text: text.keeping.notDone };
      }
    }
    removeCompileCache();
    const removed = await takeAway(context);
    return {
      exitCode,
      json: { ...plan, removed },
      text: nothing ? uninstalling.nothing : uninstalling.done,
      whenQuiet: '',
    };
  },
});
