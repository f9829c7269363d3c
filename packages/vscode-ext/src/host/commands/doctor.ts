import * as vscode from 'vscode';
import { editorReport } from '../../model/doctor-report.ts';
import { inBackground } from '../background.ts';
import { t } from '../l10n.ts';
import type { Services } from '../services.ts';
import { cancellably } from './cancellably.ts';
import { offerConsumers } from './find-consumers.ts';

/** *Run Doctor*: one text that can be pasted into a support mail. Nothing secret in it. */
export async function doctorCommand(services: Services): Promise<void> {
  const { core, context, certificates, log } = services;
  const manifest: unknown = context.extension.packageJSON;
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '';
  const examine = async (share: boolean): Promise<readonly string[]> =>
    cancellably(t('Checking for problems…'), (signal) => core.doctor(version, share, signal));
  const report = await examine(false);
  const http = vscode.workspace.getConfiguration('http');
  const editor = editorReport(
    {
      version,
      host: `VS Code ${vscode.version} (${vscode.env.appName}, ${vscode.env.remoteName ?? 'local'})`,
      node: process.versions.node,
      trusted: vscode.workspace.isTrusted,
      proxySetting: (http.get<string>('proxy') ?? '') !== '',
    },
    t,
  );
  const content = `${[...report, ...editor].join('\n')}\n`;
  await services.report.show(t('WebORCA Doctor'), content);
  inBackground(log, 'doctor', async () => {
    const copy = t('Copy for an Issue');
    const answer = await vscode.window.showInformationMessage(
      t('To share it publicly, copy it without your names, paths and addresses.'),
      copy,
    );
    if (answer !== copy) return;
    await vscode.env.clipboard.writeText(`${[...(await examine(true)), ...editor].join('\n')}\n`);
    vscode.window.setStatusBarMessage(t('$(check) Copied, without names and paths'), 5000);
  });
  const snapshot = certificates.snapshot();
  if (snapshot.kind !== 'ready') return;
  inBackground(log, 'settings', async () => {
    for (const { name } of snapshot.certificates) await offerConsumers(services, name);
  });
}
