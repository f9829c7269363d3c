import { backup as backUp, verifyBackups } from '@weborca-cert/core';
import { flag, many, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type Report } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  backedUpFailures,
  backedUpJson,
  checkedBackupJson,
  renderBackedUp,
  renderCheckedBackups,
} from '../render/backups.ts';
import { openContext, type Session } from '../session.ts';

export const backup = command({
  name: 'backup',
  takes: { names: many('N'), to: text('to', 'DIR'), check: flag('check') },
  async run({ names, to, check }, session) {
    if (check && to !== null) throw usageError('options-conflict', '--check, --to');
    if (check) return checkAll(names, session);
    const results = await backUp(openContext(session), names, to ?? undefined);
    const good = results.every((r) => r.backups.length > 0 && r.backups.every(({ ok }) => ok));
    return {
      exitCode: good ? exitCodes.done : exitCodes.failed,
      json: { results: results.map((result) => backedUpJson(result, session)) },
      text: renderBackedUp(results, session),
      whenQuiet: '',
      failures: backedUpFailures(results),
    };
  },
});

async function checkAll(names: readonly string[], session: Session): Promise<Report> {
  const backups = await verifyBackups(openContext(session), names);
  return {
    exitCode: backups.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed,
    json: { backups: backups.map((checked) => checkedBackupJson(checked, session)) },
    text: renderCheckedBackups(backups, session),
    whenQuiet: '',
    failures: backups.flatMap(({ error }) => (error === undefined ? [] : [{ error }])),
  };
}
