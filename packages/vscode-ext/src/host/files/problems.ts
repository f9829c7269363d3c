import * as vscode from 'vscode';
import type { Verdict } from '../../model/file-verdict.ts';
import { findReferences } from '../../model/references.ts';
import { verdictText } from '../../model/verdict-texts.ts';
import { inBackground } from '../background.ts';
import { language, t } from '../l10n.ts';
import { affects, isOn } from '../settings.ts';
import type { Looker } from './looker.ts';
import { candidatesFor, isOrdinaryFile } from './place.ts';

/** A line that names a certificate file, with what there is to say about the file. */
export interface Finding {
  readonly range: vscode.Range;
  readonly verdict: Verdict;
  /** The file, as a path of this machine; null on the SSH or WSL side. */
  readonly file: string | null;
  /** Null when there is nothing wrong with it. */
  readonly sentence: string | null;
}

export const diagnosticSource = 'WebORCA';
const delayMs = 400;

/** `.env`, JSON and YAML; neither what a package manager wrote nor what others installed. */
export function isSettingsFile({ fileName, languageId, uri }: vscode.TextDocument): boolean {
  if (!isOrdinaryFile(uri) || /[\\/](?:node_modules|\.git)[\\/]/.test(fileName)) return false;
  if (/(?:^|[\\/])(?:package-lock|pnpm-lock|composer)\.(?:json|ya?ml)$/i.test(fileName))
    return false;
  const named = /(?:^|[\\/])\.env[^\\/]*$|\.(?:env|jsonc?|ya?ml)$/i.test(fileName);
  return named || ['dotenv', 'json', 'jsonc', 'yaml'].includes(languageId);
}

export async function findingsOf(
  document: vscode.TextDocument,
  looker: Looker,
): Promise<readonly Finding[]> {
  if (!vscode.workspace.isTrusted || !isSettingsFile(document)) return [];
  const findings: Finding[] = [];
  for (const { start, end, path } of findReferences(document.getText())) {
    const { verdict, file } = await looker.judge(candidatesFor(document.uri, path));
    const sentence = verdictText(verdict, language(), t);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    findings.push({ range, verdict, file, sentence });
  }
  return findings;
}

export interface Problems extends vscode.Disposable {
  /** What the problems of this text were drawn from; null when it was edited since. */
  readonly drawnFrom: (document: vscode.TextDocument) => readonly Finding[] | null;
}

interface Drawn {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** Problems on the lines of settings files that name a certificate file with something wrong. */
export function showProblems(looker: Looker, log: vscode.LogOutputChannel): Problems {
  const problems = vscode.languages.createDiagnosticCollection('weborca-certificates');
  const timers = new Map<string, NodeJS.Timeout>();
  const drawn = new Map<string, Drawn>();

  const draw = async (document: vscode.TextDocument): Promise<void> => {
    const { version } = document;
    const findings = isOn('files.problems') ? await findingsOf(document, looker) : [];
    if (document.isClosed || document.version !== version) return;
    const key = document.uri.toString();
    const before = drawn.get(key);
    const now = { version, findings };
    drawn.set(key, now);
    // VS Code asks for quick fixes whenever problems are set, the same ones too, and may lose a
    // person's own question over that: Ctrl+. then opens no menu.
    if (JSON.stringify(before) === JSON.stringify(now)) return;
    problems.set(document.uri, findings.flatMap(diagnostic));
  };
  const drawSoon = (document: vscode.TextDocument): void => {
    if (!isSettingsFile(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        inBackground(log, 'problems', () => draw(document));
      }, delayMs),
    );
  };
  const drawAll = (): void => {
    for (const document of vscode.workspace.textDocuments) drawSoon(document);
  };

  drawAll();
  const parts = vscode.Disposable.from(
    problems,
    looker.onDidChange(drawAll),
    vscode.workspace.onDidOpenTextDocument(drawSoon),
    vscode.workspace.onDidSaveTextDocument(drawSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      drawSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      drawn.delete(uri.toString());
      problems.delete(uri);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(drawAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, 'files.problems')) drawAll();
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
  return {
    drawnFrom: (document) => {
      const last = drawn.get(document.uri.toString());
      return last?.version === document.version ? last.findings : null;
    },
    dispose: () => {
      parts.dispose();
    },
  };
}

function diagnostic({ range, verdict, sentence }: Finding): readonly vscode.Diagnostic[] {
  if (sentence === null) return [];
  const severity = {
    expired: vscode.DiagnosticSeverity.Error,
    expiring: vscode.DiagnosticSeverity.Warning,
    superseded: vscode.DiagnosticSeverity.Warning,
    missing: vscode.DiagnosticSeverity.Information,
    fine: vscode.DiagnosticSeverity.Hint,
    unknown: vscode.DiagnosticSeverity.Hint,
  }[verdict.kind];
  const problem = new vscode.Diagnostic(range, sentence, severity);
  problem.source = diagnosticSource;
  problem.code = verdict.kind;
  return [problem];
}
