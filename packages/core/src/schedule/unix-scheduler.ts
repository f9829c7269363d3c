import { cronScheduler, hasCrontab, isBootedWithSystemd } from './cron-scheduler.ts';
import { nothingThere, type Scheduler } from './scheduler.ts';
import { hasUserManager, systemdScheduler } from './systemd-scheduler.ts';

/**
 * systemd where it can be asked now, else the user's crontab. A machine that runs systemd and has no
 * crontab gets the units all the same: the user's manager comes with the next login. There is one
 * schedule, so that the other's is taken away.
 */
export const unixScheduler: Scheduler = {
  async install(effects, task, stateDir) {
    const managed = await hasUserManager(effects);
    const entry = managed ? null : await cronScheduler.install(effects, task, stateDir);
    if (entry !== null) {
      await systemdScheduler.remove(effects);
      return entry;
    }
    if (!managed && !(await isBootedWithSystemd(effects))) return null;
    const units = await systemdScheduler.install(effects, task, stateDir);
    await cronScheduler.remove(effects);
    return units;
  },

  async remove(effects) {
    return [...(await systemdScheduler.remove(effects)), ...(await cronScheduler.remove(effects))];
  },

  async look(effects) {
    const units = await systemdScheduler.look(effects);
    if (units.activity === 'active') return units;
    const entry = await cronScheduler.look(effects);
    if (entry.found !== null) return entry;
    if (units.found !== null) return units;
    if (await hasUserManager(effects)) return nothingThere('systemd');
    if (await hasCrontab(effects)) return nothingThere('cron');
    return nothingThere((await isBootedWithSystemd(effects)) ? 'systemd' : null);
  },
};
