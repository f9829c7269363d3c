import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { markdownText } from '../../model/markdown.ts';
import { isCertificateVerdict, type StableFile } from '../../model/file-verdict.ts';
import { quickFixes, type QuickFix } from '../../model/quick-fixes.ts';
import { settingsGlob } from '../../model/text-format.ts';
import { commandUri } from '../../model/html.ts';
import { hoverText } from '../../model/verdict-texts.ts';
import { language, t } from '../l10n.ts';
import { isOn } from '../settings.ts';
import { shortPath } from '../short-path.ts';
import type { Looker } from './looker.ts';
import { findingsOf, type Finding } from './findings.ts';
import { diagnosticSource, type Problems } from './problems.ts';

export const selector: vscode.DocumentSelector = ['file', 'vscode-remote'].map((scheme) => ({
  scheme,
  pattern: settingsGlob,
}));

/**
 * VS Code asks for quick fixes by itself, 250 ms after the cursor moved or problems were set, and
 * when a person presses Ctrl+. just before. If both answers arrive together, or the person's later
 * than 500 ms after the other question, it opens no menu (1.139, `CodeActionModel`). So a person is
 * answered at once, from what was drawn, and the light bulb comes a little later.
 */
const bulbMs = 150;

/** Hover and quick fixes on the lines that have a problem. */
export function provideHelp(looker: Looker, problems: Problems): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, position) => {
        if (!isOn('files.hover')) return undefined;
        const findings = await findingsOf(document, looker);
        const finding = findings.find(({ range }) => range.contains(position));
        return finding && hover(finding);
      },
    }),
    vscode.languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: async (document, range, { diagnostics, triggerKind }, token) => {
          const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
          if (ours.length === 0) return [];
          if (triggerKind === vscode.CodeActionTriggerKind.Automatic) await setTimeout(bulbMs);
          if (token.isCancellationRequested) return [];
          const findings = problems.drawnFrom(document) ?? (await findingsOf(document, looker));
          return findings
            .filter((finding) => finding.range.intersection(range) !== undefined)
            .flatMap((finding) =>
              codeActions(document, finding, { problems: ours, kept: looker.keptFiles() }),
            );
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** What the certificate is; what is wrong with it says the problem on the same line. */
function hover({ range, verdict, sentence }: Finding): vscode.Hover | undefined {
  if (!isCertificateVerdict(verdict)) return undefined;
  const { name, kind } = verdict;
  const lines = [markdownText(hoverText(verdict, new Date(), language(), t))];
  if (sentence !== null && !isOn('files.problems')) lines.push(markdownText(sentence));
  if (name !== null && (kind === 'expiring' || kind === 'expired')) {
    lines.push(`[$(sync) ${t('Renew…')}](${commandUri('weborcaCert.renew', [name])})`);
  }
  const markdown = new vscode.MarkdownString(lines.join('\n\n'), true);
  markdown.isTrusted = { enabledCommands: ['weborcaCert.renew'] };
  return new vscode.Hover(markdown, range);
}

function codeActions(
  document: vscode.TextDocument,
  finding: Finding,
  {
    problems,
    kept,
  }: { readonly problems: readonly vscode.Diagnostic[]; readonly kept: readonly StableFile[] },
): readonly vscode.CodeAction[] {
  const { range, verdict, file, reference } = finding;
  const actions = quickFixes(verdict, file, kept)
    .filter(({ kind }) => kind !== 'point' || reference.replaceable)
    .map((fix) => codeAction(document, finding, fix));
  for (const [index, action] of actions.entries()) {
    action.isPreferred = index === 0;
    action.diagnostics = problems.filter((problem) => problem.range.isEqual(range));
  }
  return actions;
}

function codeAction(
  { uri }: vscode.TextDocument,
  { range, reference }: Finding,
  fix: QuickFix,
): vscode.CodeAction {
  const { QuickFix: kind } = vscode.CodeActionKind;
  if (fix.kind === 'point') {
    const action = new vscode.CodeAction(t('Point to {0}', shortPath(fix.file)), kind);
    action.edit = new vscode.WorkspaceEdit();
    const written = reference.escapes ? fix.file.replaceAll('\\', '\\\\') : fix.file;
    action.edit.replace(uri, range, written);
    return action;
  }
  const command = commandOf(fix);
  const action = new vscode.CodeAction(command.title, kind);
  action.command = command;
  return action;
}

export function commandOf(fix: Exclude<QuickFix, { kind: 'point' }>): vscode.Command {
  switch (fix.kind) {
    case 'keep':
      return {
        title: t('Update this file now and after every renewal…'),
        command: 'weborcaCert.keepUpToDate',
        arguments: [fix.name, fix.file],
      };
    case 'renew':
      return {
        title: t('Renew {0}…', fix.name),
        command: 'weborcaCert.renew',
        arguments: [fix.name],
      };
    case 'add':
      return {
        title: t('Add Certificate…'),
        command: 'weborcaCert.add',
        arguments: fix.file === null ? [] : [fix.file],
      };
  }
}
