import { scheduleInstall, scheduleRemove, scheduleStatus } from '@weborca-cert/core';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { ownProgram } from '../own-program.ts';
import { findingJson, isTrouble, renderFindings } from '../render/findings.ts';
import { renderInstalled, renderSchedule, scheduleJson } from '../render/schedule.ts';
import { openContext } from '../session.ts';

export const scheduleInstalling = command({
  name: 'schedule install',
  takes: {},
  async run(_values, session) {
    const context = openContext(session);
    const installed = await scheduleInstall(context, { program: await ownProgram() });
    if (installed === null) {
      const { findings } = await scheduleStatus(context, { program: await ownProgram() });
      return {
        exitCode: exitCodes.failed,
        json: {
          kind: null,
          files: [],
          active: false,
          activation: [],
          findings: findings.map((finding) => findingJson(finding, session)),
        },
        text: renderFindings(findings, session),
      };
    }
    const { findings } = installed;
    return {
      exitCode: installed.active ? exitCodes.done : exitCodes.failed,
      json: { ...installed, findings: findings.map((finding) => findingJson(finding, session)) },
      text: renderInstalled(installed, session),
      whenQuiet: '',
    };
  },
});

export const scheduleLooking = command({
  name: 'schedule status',
  takes: {},
  async run(_values, session) {
    const status = await scheduleStatus(openContext(session), { program: await ownProgram() });
    const good = status.installed && !status.findings.some((finding) => isTrouble(finding));
    return {
      exitCode: good ? exitCodes.done : exitCodes.failed,
      json: scheduleJson(status, session),
      text: renderSchedule(status, session),
    };
  },
});

export const scheduleRemoving = command({
  name: 'schedule remove',
  takes: {},
  async run(_values, session) {
    const removed = await scheduleRemove(openContext(session));
    const { schedule } = session.text;
    return {
      exitCode: exitCodes.done,
      json: { removed },
      text: removed.length === 0 ? schedule.none : schedule.removed,
      whenQuiet: '',
    };
  },
});
