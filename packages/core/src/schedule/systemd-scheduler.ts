import { posix } from 'node:path';
import type { Effects } from '../effects.ts';
import { exists, makeDirectories, removeTree, writeDurably } from '../files/durable.ts';
import { findProgram } from '../programs/find.ts';
import { ask, nothingThere, readOwn, succeeds, type Scheduler } from './scheduler.ts';
import {
  readSystemdService,
  serviceUnit,
  systemdFiles,
  systemdFolder,
  timerUnit,
} from './systemd.ts';

const activation = [
  'systemctl --user daemon-reload',
  `systemctl --user enable --now ${timerUnit}`,
] as const;

/**
 * Whether the user's manager answers: without a session, as another user or in a container it does
 * not.
 */
export async function hasUserManager(effects: Effects): Promise<boolean> {
  const call = await systemctl(effects, 'show-environment');
  return call !== null && (await succeeds(effects, call));
}

/** `systemctl --user …`; null without systemd. */
async function systemctl(effects: Effects, ...args: readonly string[]) {
  const program = await findProgram(effects, 'systemctl');
  return program === null ? null : { program, args: ['--user', ...args] };
}

/**
 * A user's systemd timer. Where the user's manager cannot be reached (no session bus, another init),
 * the units are written all the same, and the commands that start them are told.
 */
export const systemdScheduler: Scheduler = {
  async install(effects, task) {
    const { files } = effects;
    const folder = systemdFolder(effects);
    const units = systemdFiles(folder, task);
    await makeDirectories(files, folder, 0o700);
    for (const { path, bytes } of units) {
      await writeDurably(effects, path, { contents: bytes, mode: 0o644 });
    }
    const reload = await systemctl(effects, 'daemon-reload');
    const enable = await systemctl(effects, 'enable', '--now', timerUnit);
    const active =
      reload !== null &&
      enable !== null &&
      (await succeeds(effects, reload)) &&
      (await succeeds(effects, enable));
    return { kind: 'systemd', files: units.map(({ path }) => path), active, activation };
  },

  async remove(effects) {
    const { files } = effects;
    const folder = systemdFolder(effects);
    const disable = await systemctl(effects, 'disable', '--now', timerUnit);
    if (disable !== null) await succeeds(effects, disable);
    const removed: string[] = [];
    // The link that `enable` made, for when `disable` could not be asked.
    const wanted = posix.join(folder, 'timers.target.wants', timerUnit);
    for (const path of [wanted, posix.join(folder, timerUnit), posix.join(folder, serviceUnit)]) {
      if (!(await exists(files, path))) continue;
      await removeTree(files, path);
      removed.push(path);
    }
    const reload = await systemctl(effects, 'daemon-reload');
    if (reload !== null) await succeeds(effects, reload);
    return removed;
  },

  async look(effects) {
    const folder = systemdFolder(effects);
    const paths = [posix.join(folder, serviceUnit), posix.join(folder, timerUnit)] as const;
    const [service, timer] = [await readOwn(effects, paths[0]), await readOwn(effects, paths[1])];
    if (service === null || timer === null) return nothingThere('systemd');
    const active = await systemctl(effects, 'is-active', timerUnit);
    const answer = active === null ? null : await ask(effects, active);
    return {
      kind: 'systemd',
      found: readSystemdService(service.text),
      files: paths,
      activity: activityOf(answer?.stdout ?? ''),
      activation,
      failure: await failureOf(effects),
      installedAt: timer.modified,
      otherUser: service.otherUser ?? timer.otherUser,
      lingerCommand: await lingerCommand(effects),
    };
  },
};

/** `is-active` prints one word; nothing when the manager cannot be reached. */
function activityOf(printed: string): 'active' | 'inactive' | 'unknown' {
  const state = printed.trim();
  if (state === 'active' || state === 'activating') return 'active';
  return state === 'inactive' || state === 'failed' ? 'inactive' : 'unknown';
}

async function failureOf(effects: Effects): Promise<string | null> {
  const show = await systemctl(effects, 'show', serviceUnit, '--property=Result,ExecMainStatus');
  const answer = show === null ? null : await ask(effects, show);
  return answer === null || answer.exitCode !== 0 ? null : serviceFailure(answer.stdout);
}

/** Out of `systemctl show`: `exit-code 1`; null: the last run ended well, or there was none. Pure. */
export function serviceFailure(shown: string): string | null {
  const result = /^Result=(.*)$/m.exec(shown)?.[1] ?? 'success';
  const status = /^ExecMainStatus=(.*)$/m.exec(shown)?.[1] ?? '0';
  return result === 'success' || result === '' ? null : `${result} ${status}`;
}

/**
 * A user's timers run from login to logout; with lingering always (loginctl(1)). systemd keeps who
 * lingers as a file name.
 */
async function lingerCommand({ files, env }: Effects): Promise<string | null> {
  const user = env['USER'] ?? env['LOGNAME'] ?? '';
  if (!/^[\w.-]+$/.test(user)) return null;
  try {
    const lingers = await exists(files, `/var/lib/systemd/linger/${user}`);
    return lingers ? null : `loginctl enable-linger ${user}`;
  } catch {
    // Not for us to look at: then nothing is said about it.
    return null;
  }
}
