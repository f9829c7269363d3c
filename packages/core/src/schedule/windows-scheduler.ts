import { windowsUser } from '../programs/windows-user.ts';
import { release as systemRelease } from 'node:os';
import { join } from 'node:path';
import { makeDirectories, removeQuietly, temporaryName, writeDurably } from '../files/durable.ts';
import { ask, nothingThere, succeeds, type Scheduler } from './scheduler.ts';
import {
  headlessConsole,
  lastTaskResult,
  readWindowsTask,
  schtasksCalls,
  taskName,
  windowsTaskXml,
} from './windows-task.ts';

/** A task of Windows' Task Scheduler, under this user, without more rights. */
export const windowsScheduler: Scheduler = {
  async install(effects, task, stateDir) {
    const { files, randomBytes, env, now } = effects;
    const file = join(stateDir, `${temporaryName(randomBytes)}.xml`);
    const console = headlessConsole(env, systemRelease(), task.command);
    const options = { user: windowsUser(env), made: now(), console };
    await makeDirectories(files, stateDir, 0o700);
    try {
      // Where a trigger at logon is not for this user to set, the day's one has to do.
      for (const atLogon of [true, false]) {
        const xml = windowsTaskXml(task, { ...options, atLogon });
        await writeDurably(effects, file, { contents: xml, mode: 0o600 });
        const active = await succeeds(effects, schtasksCalls(env).create(file));
        if (active) return { kind: 'windows-task', files: [taskName(env)], active, activation: [] };
      }
      return { kind: 'windows-task', files: [taskName(env)], active: false, activation: [] };
    } finally {
      await removeQuietly(files, file);
    }
  },

  async remove(effects) {
    const { env } = effects;
    return (await succeeds(effects, schtasksCalls(env).remove)) ? [taskName(env)] : [];
  },

  async look(effects) {
    const { env } = effects;
    const calls = schtasksCalls(env);
    const printed = await ask(effects, calls.queryXml);
    if (printed === null || printed.exitCode !== 0) return nothingThere('windows-task');
    const found = readWindowsTask(printed.stdout);
    const result = lastTaskResult((await ask(effects, calls.queryResult))?.stdout ?? '');
    const disabled = /<Settings>[^]*<Enabled>false<\/Enabled>[^]*<\/Settings>/.test(printed.stdout);
    return {
      ...nothingThere('windows-task'),
      found,
      files: [taskName(env)],
      activity: disabled ? 'inactive' : 'active',
      activation: [`schtasks /Change /TN "${taskName(env)}" /ENABLE`],
      failure: result === null || result === 0 ? null : `0x${result.toString(16)}`,
      installedAt: dateIn(printed.stdout),
      otherUser: otherUser(found?.user ?? null, windowsUser(env)),
    };
  },
};

function dateIn(xml: string): Date | null {
  const date = new Date(`${/<Date>([^<]*)<\/Date>/.exec(xml)?.[1] ?? ''}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Windows may print the user as a SID instead of a name: that says nothing against it. */
function otherUser(found: string | null, own: string): string | null {
  if (found === null || found.startsWith('S-1-')) return null;
  return bare(found) === bare(own) ? null : found;
}

function bare(user: string): string {
  return user.toLowerCase().split('\\').at(-1) ?? '';
}
