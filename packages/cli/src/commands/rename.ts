import { nameMeant, rename as renameCertificate } from '@weborca-cert/core';
import { one } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const rename = command({
  name: 'rename',
  takes: { from: one('N'), to: one('M') },
  async run({ from: typed, to }, session) {
    const context = openContext(session);
    const from = await nameMeant(context, typed);
    await renameCertificate(context, from, to);
    return {
      exitCode: exitCodes.done,
      json: { from, to },
      text: session.text.keeping.renamed(from, to),
      whenQuiet: '',
    };
  },
});
