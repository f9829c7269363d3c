import * as vscode from 'vscode';
import { toolAnswer } from '../model/status-tool.ts';
import type { Certificates } from './certificates.ts';
import { t } from './l10n.ts';
import { isOn } from './settings.ts';

/**
 * The language-model tool `weborca_get_certificate_status`: read-only, and off until it is switched on,
 * because what it tells leaves the machine; clinics' names are told by a setting of their own.
 */
export function provideStatusTool(certificates: Certificates): vscode.Disposable {
  return vscode.lm.registerTool('weborca_get_certificate_status', {
    prepareInvocation: () => ({
      invocationMessage: t('Reading the state of the WebORCA certificates'),
    }),
    invoke: async () => {
      if (!isOn('languageModelTool'))
        throw new Error('switched off (weborcaCert.languageModelTool)');
      const snapshot = await certificates.catchUp();
      const text =
        snapshot.kind === 'ready'
          ? toolAnswer(snapshot.certificates, { names: isOn('languageModelToolNames') })
          : '{"certificates":[]}';
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  });
}
