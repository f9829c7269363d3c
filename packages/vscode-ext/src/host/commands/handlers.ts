import * as vscode from 'vscode';
import type { Handlers } from '../registry.ts';
import type { Services } from '../services.ts';
import type { Timeline } from '../timeline.ts';
import type { Tree } from '../tree-view.ts';
import type { Viewer } from '../viewer.ts';
import type { Worklist } from '../worklist.ts';
import { addCommand } from './add.ts';
import { backupCommand } from './backup.ts';
import { installDailyRunCommand, rehearseCommand, showDailyRunCommand } from './command-line.ts';
import { copyAsCommand, fileVariable } from './copy-as.ts';
import { copyPasswordCommand } from './copy-password.ts';
import { consumerDoneCommand, deployCommand, keepUpToDateCommand } from './deploy.ts';
import { doctorCommand } from './doctor.ts';
import { explainConnectionCommand } from './explain-connection.ts';
import { findConsumersCommand } from './find-consumers.ts';
import { importCommand } from './import.ts';
import { receiveCommand } from './receive.ts';
import { removeCommand, renameCommand } from './manage.ts';
import { renewCommand } from './renew.ts';
import { renewDueCommand, renewSelectedCommand } from './renew-many.ts';
import { rollbackCommand } from './rollback.ts';
import { openSiteCommand } from './site.ts';
import {
  checkNowCommand,
  copyFingerprintCommand,
  openConfigurationCommand,
  revealPathCommand,
  showCommand,
} from './small.ts';
import { verifyCommand } from './verify.ts';

interface Faces {
  readonly viewer: Viewer;
  readonly timeline: Timeline;
  readonly tree: Tree;
  readonly worklist: Worklist;
}

/** Which function does which command. */
export function handlers(
  services: Services,
  { viewer, timeline, tree, worklist }: Faces,
): Handlers {
  return {
    'weborcaCert.renew': (asked, more) => {
      // From the tree the second is what is selected.
      const names = namesOf(more);
      return names.length > 1
        ? renewSelectedCommand(services, names)
        : renewCommand(services, asked, more);
    },
    'weborcaCert.renewDue': () => renewDueCommand(services),
    'weborcaCert.worklist': (step) => worklist.go(step),
    'weborcaCert.rehearse': (asked) => rehearseCommand(services, asked),
    'weborcaCert.installDailyRun': () => installDailyRunCommand(services),
    'weborcaCert.showDailyRun': () => showDailyRunCommand(services),
    'weborcaCert.copyAs': (asked) => copyAsCommand(services, asked),
    'weborcaCert.p12File': (asked) => fileVariable(services, asked, 'p12File'),
    'weborcaCert.passwordFile': (asked) => fileVariable(services, asked, 'passwordFile'),
    'weborcaCert.rename': (asked) => renameCommand(services, asked),
    'weborcaCert.remove': (asked) => removeCommand(services, asked),
    'weborcaCert.groupByService': () => tree.group(true),
    'weborcaCert.ungroup': () => tree.group(false),
    'weborcaCert.filter': () => tree.filter(),
    'weborcaCert.clearFilter': () => tree.clearFilter(),
    'weborcaCert.backup': (asked) => backupCommand(services, asked),
    'weborcaCert.importWizard': (asked) => importCommand(services, asked),
    'weborcaCert.add': (file, selected) =>
      addCommand(services, Array.isArray(selected) && selected.length > 1 ? selected : file),
    'weborcaCert.receive': (asked, file) => receiveCommand(services, asked, file),
    'weborcaCert.verify': (asked) => verifyCommand(services, asked),
    'weborcaCert.explainConnection': (asked) => explainConnectionCommand(services, asked),
    'weborcaCert.show': (asked) => showCommand(services, asked),
    'weborcaCert.rollback': (asked) => rollbackCommand(services, asked),
    'weborcaCert.copyPassword': (asked) => copyPasswordCommand(services, asked),
    'weborcaCert.deploy': (asked) => deployCommand(services, asked),
    'weborcaCert.consumerDone': (asked) => consumerDoneCommand(services, asked),
    'weborcaCert.keepUpToDate': (name, file) => keepUpToDateCommand(services, name, file),
    'weborcaCert.findConsumers': (asked) => findConsumersCommand(services, asked),
    'weborcaCert.openSite': (asked) => openSiteCommand(services, asked),
    'weborcaCert.openConfiguration': () => openConfigurationCommand(services),
    'weborcaCert.doctor': () => doctorCommand(services),
    'weborcaCert.showLog': () => {
      services.log.show();
    },
    'weborcaCert.checkNow': () => {
      services.project.again();
      return checkNowCommand(services);
    },
    'weborcaCert.timeline': () => timeline.show(),
    'weborcaCert.getStarted': () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${services.context.extension.id}#weborcaCert.getStarted`,
        false,
      ),
    'weborcaCert.enterPassword': (uri) => viewer.enterPassword(uri),
    'weborcaCert.copyFingerprint': (fingerprint) => copyFingerprintCommand(fingerprint),
    'weborcaCert.revealPath': (asked) => revealPathCommand(asked),
  };
}

/** The certificates among rows of the tree, once each. */
function namesOf(rows: unknown): readonly string[] {
  if (!Array.isArray(rows)) return [];
  const names = rows.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'name' in row && typeof row.name === 'string'
      ? [row.name]
      : [],
  );
  return [...new Set(names)].filter((name) => name !== '');
}
