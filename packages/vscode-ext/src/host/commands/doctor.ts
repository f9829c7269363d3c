import * as vscode from 'vscode';
import { doctorReport } from '../../model/doctor-report.ts';
import { language, t } from '../l10n.ts';
import type { Services } from '../services.ts';

/** *Run Doctor*: one text that can be pasted into a support mail. Nothing secret in it. */
export async function doctorCommand({ core, certificates, context }: Services): Promise<void> {
  const manifest: unknown = context.extension.packageJSON;
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '';
  const http = vscode.workspace.getConfiguration('http');
  const content = doctorReport(
    {
      version,
      host: `VS Code ${vscode.version} (${vscode.env.appName}, ${vscode.env.remoteName ?? 'local'})`,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      trusted: vscode.workspace.isTrusted,
      proxySetting: (http.get<string>('proxy') ?? '') !== '',
      tlsCheckSwitchedOff: process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
      configurationFile: await core.configurationFile(),
      stateFolder: await core.stateFolder(),
      services: await core.services().catch(() => []),
      snapshot: await certificates.refresh(),
    },
    language(),
    t,
  );
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true });
}
