import { resolve } from 'node:path';
import {
  addBackupPlace,
  backup as backUp,
  configuration,
  verifyBackups,
  type BackedUp,
  type Context,
} from '@weborca-cert/core';
import { flag, many, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
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
  takes: {
    names: many('N'),
    to: text('to', 'DIR'),
    remember: flag('remember'),
    check: flag('check'),
  },
  async run({ names, to, remember, check }, session) {
    if (check && to !== null) throw usageError('options-conflict', '--check, --to');
    if (remember && to === null) throw usageError('argument-missing', '--to DIR');
    if (check) return checkAll(names, session);
    const context = openContext(session);
    const results = await backUp(context, names, to ?? undefined);
    const remembered =
      to !== null && (await rememberPlace(context, results, { to, remember }, session));
    const good = results.every((r) => r.backups.length > 0 && r.backups.every(({ ok }) => ok));
    return {
      exitCode: good ? exitCodes.done : exitCodes.failed,
      json: { results: results.map((result) => backedUpJson(result, session)), remembered },
      text:
        results.length === 0
          ? null
          : [
              renderBackedUp(results, session),
              ...(remembered && to !== null ? [session.text.keeping.remembered(to)] : []),
            ].join('\n\n'),
      whenQuiet: '',
      failures: backedUpFailures(results),
    };
  },
});

/** Makes the folder the place of all later backups: where that was said, or a person says it now. */
async function rememberPlace(
  context: Context,
  results: readonly BackedUp[],
  { to, remember }: { readonly to: string; readonly remember: boolean },
  { ask, text: { keeping } }: Session,
): Promise<boolean> {
  const { certificates } = await configuration(context);
  const place = resolve(to);
  const backedUp = results
    .filter(({ backups }) => backups.some(({ ok }) => ok))
    .map(({ name }) => name);
  const names = backedUp.filter(
    (name) => certificates.get(name)?.backups.every(({ path }) => path !== place) === true,
  );
  // It is the place of all of them already; where none was made, nothing is promised.
  if (names.length === 0) return remember && backedUp.length > 0;
  const wanted = remember || (ask !== null && (await ask.confirm(keeping.remember(to), true)));
  if (!wanted) return false;
  for (const name of names) await addBackupPlace(context, name, place);
  return true;
}

async function checkAll(names: readonly string[], session: Session): Promise<ReportOf<'backup'>> {
  const backups = await verifyBackups(openContext(session), names);
  return {
    exitCode: backups.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed,
    json: { backups: backups.map((checked) => checkedBackupJson(checked, session)) },
    text: renderCheckedBackups(backups, session),
    whenQuiet: '',
    failures: backups.flatMap(({ error }) => (error === undefined ? [] : [{ error }])),
  };
}
