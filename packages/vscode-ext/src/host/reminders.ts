import { access, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CorePort } from '../model/core-port.ts';
import { dateText, daysText } from '../model/dates.ts';
import { dueReminders, passedMarks, type Reminder } from '../model/reminders.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import { isOn, switchOff } from './settings.ts';

/**
 * Reminds once per certificate and threshold, whichever window comes first: a mark is a file that
 * only one can create. Nothing at the first start: what has passed by then is marked in silence.
 */
export function remind(core: CorePort, certificates: Certificates): vscode.Disposable {
  return certificates.onDidChange((snapshot) => {
    if (snapshot.kind === 'ready' && snapshot.renewing.length === 0 && isOn('reminders')) {
      void look(core, snapshot.certificates);
    }
  });
}

async function look(
  core: CorePort,
  all: Extract<Snapshot, { kind: 'ready' }>['certificates'],
): Promise<void> {
  if (all.length === 0) return;
  const folder = path.join(await core.stateFolder(), 'reminders');
  const first = await isMissing(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first) {
    for (const mark of all.flatMap(passedMarks)) await claim(folder, mark);
    return;
  }
  const marks = all.flatMap(passedMarks);
  const missing = new Set<string>();
  for (const mark of marks) if (await isMissing(path.join(folder, mark))) missing.add(mark);
  for (const reminder of dueReminders(all, (mark) => !missing.has(mark))) {
    const claimed = [];
    for (const mark of reminder.marks) claimed.push(await claim(folder, mark));
    if (claimed.at(-1) === true) void say(reminder);
  }
}

async function isMissing(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}

/** True for the one who created the mark. */
async function claim(folder: string, mark: string): Promise<boolean> {
  try {
    await (await open(path.join(folder, mark), 'wx', 0o600)).close();
    return true;
  } catch {
    // Another window was faster, or the folder cannot be written: both mean silence.
    return false;
  }
}

async function say({ certificate }: Reminder): Promise<void> {
  const { facts, name } = certificate;
  if (facts === null) return;
  const renew = t('Renew…');
  const never = t('Don’t Show Again');
  const answer = await vscode.window.showWarningMessage(
    t(
      'The WebORCA certificate {0} expires in {1}, on {2}.',
      facts.commonName,
      daysText(facts.daysLeft, t),
      dateText(facts.notAfter, language()),
    ),
    renew,
    t('Later'),
    never,
  );
  if (answer === renew) await vscode.commands.executeCommand('weborcaCert.renew', name);
  if (answer === never) await switchOff('reminders');
}
