import * as vscode from 'vscode';
import type { Handlers } from '../registry.ts';
import type { Services } from '../services.ts';
import type { Timeline } from '../timeline.ts';
import type { Viewer } from '../viewer.ts';
import { addCommand } from './add.ts';
import { backupCommand } from './backup.ts';
import { copyPasswordCommand } from './copy-password.ts';
import { consumerDoneCommand, deployCommand, keepUpToDateCommand } from './deploy.ts';
import { doctorCommand } from './doctor.ts';
import { findConsumersCommand } from './find-consumers.ts';
import { importCommand } from './import.ts';
import { receiveCommand } from './receive.ts';
import { renewCommand } from './renew.ts';
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

/** Which function does which command. */
export function handlers(services: Services, viewer: Viewer, timeline: Timeline): Handlers {
  return {
    'weborcaCert.renew': (asked, goOn) => renewCommand(services, asked, goOn),
    'weborcaCert.backup': (asked) => backupCommand(services, asked),
    'weborcaCert.importWizard': (asked) => importCommand(services, asked),
    'weborcaCert.add': (file) => addCommand(services, file),
    'weborcaCert.receive': (asked, file) => receiveCommand(services, asked, file),
    'weborcaCert.verify': (asked) => verifyCommand(services, asked),
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
    'weborcaCert.checkNow': () => checkNowCommand(services),
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
