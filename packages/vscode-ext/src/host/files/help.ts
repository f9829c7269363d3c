import * as vscode from 'vscode';
import { markdownText } from '../../model/markdown.ts';
import { isCertificateVerdict } from '../../model/file-verdict.ts';
import { hoverText } from '../../model/verdict-texts.ts';
import { language, t } from '../l10n.ts';
import { isOn } from '../settings.ts';
import type { Looker } from './looker.ts';
import { diagnosticSource, findingsOf, type Finding } from './problems.ts';

const selector: vscode.DocumentSelector = ['file', 'vscode-remote'].flatMap((scheme) => [
  { scheme, pattern: '**/.env*' },
  { scheme, pattern: '**/*.env' },
  { scheme, pattern: '**/*.{json,jsonc,yaml,yml}' },
]);

/** Hover and quick fixes on the lines that have a problem. */
export function provideHelp(looker: Looker): vscode.Disposable {
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
        provideCodeActions: async (document, range, { diagnostics }) => {
          const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
          if (ours.length === 0) return [];
          const findings = await findingsOf(document, looker);
          return findings
            .filter((finding) => finding.range.intersection(range) !== undefined)
            .flatMap((finding) => fixes(document, finding, ours));
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
    const args = encodeURIComponent(JSON.stringify([name]));
    lines.push(`[$(sync) ${t('Renew…')}](command:weborcaCert.renew?${args})`);
  }
  const markdown = new vscode.MarkdownString(lines.join('\n\n'), true);
  markdown.isTrusted = { enabledCommands: ['weborcaCert.renew'] };
  return new vscode.Hover(markdown, range);
}

function fixes(
  document: vscode.TextDocument,
  { range, verdict }: Finding,
  problems: readonly vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  if (!isCertificateVerdict(verdict) || verdict.kind === 'fine') return [];
  const { name, currentFile, commonName } = verdict;
  const actions: vscode.CodeAction[] = [];
  if (verdict.kind === 'superseded' && currentFile !== null) {
    const point = new vscode.CodeAction(
      t('Point to the current file'),
      vscode.CodeActionKind.QuickFix,
    );
    point.edit = new vscode.WorkspaceEdit();
    point.edit.replace(document.uri, range, written(document, range, currentFile));
    point.isPreferred = true;
    actions.push(point);
  } else {
    const [title, command, args] =
      name === null
        ? [t('Add Certificate…'), 'weborcaCert.add', []]
        : [t('Renew {0}…', commonName), 'weborcaCert.renew', [name]];
    const renew = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    renew.command = { command, title, arguments: args };
    actions.push(renew);
  }
  for (const action of actions) {
    action.diagnostics = problems.filter((problem) => problem.range.isEqual(range));
  }
  return actions;
}

/** In double quotes a backslash is written twice. */
function written(document: vscode.TextDocument, range: vscode.Range, file: string): string {
  const before =
    range.start.character === 0
      ? ''
      : document.getText(new vscode.Range(range.start.translate(0, -1), range.start));
  return before === '"' ? file.replaceAll('\\', '\\\\') : file;
}
