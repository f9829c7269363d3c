import * as vscode from 'vscode';
import { isCertificateVerdict } from '../../model/file-verdict.ts';
import { lensText } from '../../model/line-texts.ts';
import { quickFixes, type QuickFix } from '../../model/quick-fixes.ts';
import { t } from '../l10n.ts';
import { affects, isOn } from '../settings.ts';
import { findingsOf, type Finding } from './findings.ts';
import { commandOf, selector } from './help.ts';
import type { Looker } from './looker.ts';
import type { Problems } from './problems.ts';

/** Above a line that names a certificate file: whose it is, how long it is good, and what to do. */
export function provideLenses(looker: Looker, problems: Problems): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const fire = (): void => {
    changed.fire();
  };
  return vscode.Disposable.from(
    changed,
    looker.onDidChange(fire),
    vscode.workspace.onDidGrantWorkspaceTrust(fire),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, 'files.codeLens')) fire();
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => {
        if (!isOn('files.codeLens')) return [];
        const findings = problems.drawnFrom(document) ?? (await findingsOf(document, looker));
        return findings.flatMap(lensesOf);
      },
    }),
  );
}

function lensesOf({ range, verdict, file, reference }: Finding): readonly vscode.CodeLens[] {
  if (!isCertificateVerdict(verdict) || reference.absence === 'nothing') return [];
  const { name } = verdict;
  const shown = name ?? (file === null ? undefined : vscode.Uri.file(file));
  const fixes = quickFixes(verdict, file).flatMap((fix) =>
    fix.kind === 'point' ? [] : [{ ...commandOf(fix), title: titleOf(fix) }],
  );
  const verify = {
    title: t('Verify'),
    tooltip: t('Verify Connection'),
    command: 'weborcaCert.verify',
    arguments: [name],
  };
  return [
    {
      title: lensText(verdict, new Date(), t),
      command: shown === undefined ? '' : 'weborcaCert.show',
      arguments: [shown],
    },
    ...fixes.slice(0, 1),
    ...(name === null ? [] : [verify]),
  ].map((command) => new vscode.CodeLens(range, command));
}

/** The certificate's name stands before it. */
function titleOf({ kind }: Exclude<QuickFix, { kind: 'point' }>): string {
  return { renew: t('Renew…'), keep: t('Update File'), add: t('Add Certificate…') }[kind];
}
