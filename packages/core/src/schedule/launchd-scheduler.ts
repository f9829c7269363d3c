import { dirname } from 'node:path';
import { exists, makeDirectories, removeTree, writeDurably } from '../files/durable.ts';
import {
  agentPath,
  lastExitCode,
  launchctlCalls,
  launchdFile,
  readLaunchAgent,
} from './launchd.ts';
import { ask, nothingThere, readOwn, succeeds, type Scheduler } from './scheduler.ts';

function activationOf(uid: number, path: string): readonly string[] {
  return [`launchctl bootstrap gui/${uid} "${path}"`];
}

/** A launch agent of the user. Without a graphical session (over SSH) it begins with the next login. */
export const launchdScheduler: Scheduler = {
  async install(effects, task) {
    const { files, homeDir, uid = 0 } = effects;
    const { path, bytes } = launchdFile(homeDir, task);
    await makeDirectories(files, dirname(path), 0o755);
    await writeDurably(effects, path, { contents: bytes, mode: 0o644 });
    const calls = launchctlCalls(uid, path);
    // One that is loaded already keeps its old words.
    await ask(effects, calls.unload);
    const active = await succeeds(effects, calls.load);
    return { kind: 'launchd', files: [path], active, activation: activationOf(uid, path) };
  },

  async remove(effects) {
    const { files, homeDir, uid = 0 } = effects;
    const path = agentPath(homeDir);
    await ask(effects, launchctlCalls(uid, path).unload);
    if (!(await exists(files, path))) return [];
    await removeTree(files, path);
    return [path];
  },

  async look(effects) {
    const { homeDir, uid = 0 } = effects;
    const path = agentPath(homeDir);
    const agent = await readOwn(effects, path);
    if (agent === null) return nothingThere('launchd');
    const printed = await ask(effects, launchctlCalls(uid, path).print);
    const code = printed?.exitCode === 0 ? lastExitCode(printed.stdout) : null;
    return {
      ...nothingThere('launchd'),
      found: readLaunchAgent(agent.text),
      files: [path],
      activity: printed === null ? 'unknown' : printed.exitCode === 0 ? 'active' : 'inactive',
      activation: activationOf(uid, path),
      failure: code === null || code === 0 ? null : String(code),
      installedAt: agent.modified,
      otherUser: agent.otherUser,
    };
  },
};
