import { lastRun, published, status as statusOf } from '@weborca-cert/core';
import { many, text } from '../arguments/fields.ts';
import { command, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lastRunJson, renderLastRun } from '../render/schedule.ts';
import { renderStatuses, statusJson } from '../render/statuses.ts';
import { openContext } from '../session.ts';
import { keepYoungHeapSmallOver } from '../small-memory.ts';

function showing(name: 'status' | 'list'): Command {
  return command({
    name,
    takes: { names: many('N'), from: text('from', 'DIR') },
    async run({ names, from }, session) {
      const context = openContext(session);
      if (from !== null) {
        const { fleetJson, renderFleet } = await import('../render/fleet.ts');
        const fleet = await published(context, from, { names });
        return {
          exitCode: exitCodes.done,
          json: fleetJson(fleet),
          text: renderFleet(fleet, session),
        };
      }
      keepYoungHeapSmallOver(context.places.configFile);
      const statuses = await statusOf(context, names, { oldUses: name === 'status' });
      const run = await lastRun(context);
      const shown = renderStatuses(statuses, session, names.length === 1);
      const below =
        names.length > 0 ? '' : `\n\n${renderLastRun(run, context.effects.now(), session)}`;
      return {
        exitCode: exitCodes.done,
        json: {
          certificates: statuses.map((s) => statusJson(s, session)),
          lastRun: run === null ? null : lastRunJson(run),
        },
        text: statuses.length === 0 ? null : `${shown}${below}`,
      };
    },
  });
}

export const status = showing('status');
export const list = showing('list');
