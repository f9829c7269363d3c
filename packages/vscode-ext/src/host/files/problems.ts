import * as vscode from 'vscode';
import { inBackground } from '../background.ts';
import { affects, isOn } from '../settings.ts';
import { findingsOf, isSettingsFile, type Finding } from './findings.ts';
import type { Looker } from './looker.ts';
import type { Project } from './project.ts';

export const diagnosticSource = 'WebORCA';
const delayMs = 400;

export interface Problems extends vscode.Disposable {
  /** What the problems of this text were drawn from; null when it was edited, or files changed, since. */
  readonly drawnFrom: (document: vscode.TextDocument) => readonly Finding[] | null;
}

interface Drawn {
  readonly version: number;
  /** The last one that was asked for is the one that holds: what is drawn meanwhile is an earlier one. */
  readonly asking: number;
  readonly findings: readonly Finding[];
}

/**
 * Problems on the lines of settings files that name a certificate file with something wrong: of what
 * is open in an editor as it stands there, of everything else as it lies on the disk.
 */
export function showProblems(
  looker: Looker,
  project: Project,
  log: vscode.LogOutputChannel,
): Problems {
  const problems = vscode.languages.createDiagnosticCollection('weborca-certificates');
  const timers = new Map<string, NodeJS.Timeout>();
  const drawn = new Map<string, Drawn>();
  let asking = 0;
  const asked = new Map<string, number>();

  const draw = async (document: vscode.TextDocument): Promise<void> => {
    const { version } = document;
    const key = document.uri.toString();
    const of = asked.get(key) ?? asking;
    if (!isOn('files.problems')) {
      // Lenses and hovers look for themselves then.
      drawn.delete(key);
      problems.delete(document.uri);
      return;
    }
    const findings = await findingsOf(document, looker);
    if (document.isClosed || document.version !== version) return;
    const before = drawn.get(key);
    drawn.set(key, { version, asking: of, findings });
    // VS Code asks for quick fixes whenever problems are set, the same ones too, and may lose a
    // person's own question over that: Ctrl+. then opens no menu.
    const isSame = before?.version === version;
    if (isSame && JSON.stringify(before.findings) === JSON.stringify(findings)) return;
    problems.set(document.uri, findings.flatMap(diagnostic));
  };
  const drawSoon = (document: vscode.TextDocument): void => {
    if (!isSettingsFile(document)) return;
    const key = document.uri.toString();
    asked.set(key, ++asking);
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        inBackground(log, 'problems', () => draw(document));
      }, delayMs),
    );
  };
  /** Files that are not open, and have problems. */
  let closed: readonly vscode.Uri[] = [];
  const drawClosed = (): void => {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    const files = isOn('files.problems') ? project.state().files : [];
    const found = files
      .filter(({ uri }) => !open.has(uri.toString()))
      .map(({ uri, findings }) => ({ uri, set: findings.flatMap(diagnostic) }))
      .filter(({ set }) => set.length > 0);
    const gone = closed.filter((uri) => !open.has(uri.toString()));
    closed = found.map(({ uri }) => uri);
    problems.set([
      ...gone.map((uri): [vscode.Uri, undefined] => [uri, undefined]),
      ...found.map(({ uri, set }): [vscode.Uri, vscode.Diagnostic[]] => [uri, set]),
    ]);
  };
  const drawAll = (): void => {
    for (const document of vscode.workspace.textDocuments) drawSoon(document);
  };

  drawAll();
  const parts = vscode.Disposable.from(
    problems,
    looker.onDidChange(drawAll),
    project.onDidChange(drawClosed),
    vscode.workspace.onDidOpenTextDocument(drawSoon),
    vscode.workspace.onDidSaveTextDocument(drawSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      drawSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      drawn.delete(uri.toString());
      asked.delete(uri.toString());
      problems.delete(uri);
      drawClosed();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(drawAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!affects(event, 'files.problems')) return;
      drawAll();
      drawClosed();
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
  return {
    drawnFrom: (document) => {
      const key = document.uri.toString();
      const last = drawn.get(key);
      const holds = last?.version === document.version && last.asking === asked.get(key);
      return holds ? last.findings : null;
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
    elsewhere: vscode.DiagnosticSeverity.Hint,
    fine: vscode.DiagnosticSeverity.Hint,
    unknown: vscode.DiagnosticSeverity.Hint,
    untold: vscode.DiagnosticSeverity.Hint,
  }[verdict.kind];
  const problem = new vscode.Diagnostic(range, sentence, severity);
  problem.source = diagnosticSource;
  problem.code = verdict.kind;
  return [problem];
}
