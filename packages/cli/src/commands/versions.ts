import { nameMeant, versions as versionsOf } from '@weborca-cert/core';
import { one } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderVersions, versionJson } from '../render/versions.ts';
import { openContext } from '../session.ts';

export const versions = command({
  name: 'versions',
  takes: { name: one('N') },
  async run({ name: typed }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const all = await versionsOf(context, name);
    return {
      exitCode: exitCodes.done,
      json: { name, versions: all.map((version) => versionJson(version)) },
      text: renderVersions(all, session),
    };
  },
});
