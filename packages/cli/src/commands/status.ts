import { status as statusOf } from '@weborca-cert/core';
import { many } from '../arguments/fields.ts';
import { command, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderStatuses, statusJson } from '../render/statuses.ts';
import { openContext } from '../session.ts';

function showing(name: 'status' | 'list'): Command {
  return command({
    name,
    takes: { names: many('N') },
    async run({ names }, session) {
      const statuses = await statusOf(openContext(session), names);
      return {
        exitCode: exitCodes.done,
        json: { certificates: statuses.map((s) => statusJson(s)) },
        text: renderStatuses(statuses, session, names.length === 1),
      };
    },
  });
}

export const status = showing('status');
export const list = showing('list');
