import { filesInUse, nameMeant } from '@weborca-cert/core';
import { flag, one } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const path = command({
  name: 'path',
  takes: { name: one('N'), password: flag('password') },
  async run({ name: typed, password }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const { p12File, passwordFile } = await filesInUse(context, name);
    return {
      exitCode: exitCodes.done,
      json: { name, p12File, passwordFile },
      text: password ? passwordFile : p12File,
    };
  },
});
