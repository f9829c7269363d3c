import * as vscode from 'vscode';
import { gently } from '../../model/gently.ts';
import { judgePath } from '../../model/named-path.ts';
import { largestText, type Reference } from '../../model/references.ts';
import { formatOfText, leftOutGlob, settingsGlob } from '../../model/text-format.ts';
import type { Certificates } from '../certificates.ts';
import { loadedCore } from '../core-call.ts';
import { lookAt, textOf } from './disk.ts';
import { judged, referencesIn, type Finding } from './findings.ts';
import type { Looker } from './looker.ts';
import { isOrdinaryFile } from './place.ts';

/** A settings file that names certificate files. */
export interface ProjectFile {
  readonly uri: vscode.Uri;
  readonly findings: readonly Finding[];
}

export interface ProjectState {
  readonly kind: 'reading' | 'untrusted' | 'ready';
  readonly files: readonly ProjectFile[];
  /** There were more settings files than are looked at. */
  readonly more: boolean;
}

/** Every line of the workspace that names a certificate file, open in an editor or not. */
export interface Project extends vscode.Disposable {
  readonly state: () => ProjectState;
  readonly onDidChange: vscode.Event<void>;
  /** As soon as the files have been listed once; at once in an untrusted folder. */
  readonly listed: () => Promise<ProjectState>;
  /** The files are listed anew; else they are followed as they change. */
  readonly again: () => void;
}

export const mostFiles = 2000;
/** Files at once: the extension host serves others between them. */
const atOnce = 16;
const pauseMs = 300;

interface Named {
  readonly uri: vscode.Uri;
  readonly references: readonly Reference[];
}

export function watchProject(
  looker: Looker,
  certificates: Certificates,
  log: vscode.LogOutputChannel,
): Project {
  const changed = new vscode.EventEmitter<void>();
  const named = new Map<string, Named>();
  let state: ProjectState = { kind: 'reading', files: [], more: false };
  /** What was written since; null: everything is listed anew. */
  let waiting: Map<string, vscode.Uri> | null = null;
  const firstListing = Promise.withResolvers<void>();
  let stopping = new vscode.CancellationTokenSource();
  let timer: NodeJS.Timeout | undefined;

  const show = (next: ProjectState): void => {
    const isSame = isSameState(next, state);
    state = next;
    firstListing.resolve();
    if (!isSame) changed.fire();
  };

  const readOne = async (uri: vscode.Uri): Promise<void> => {
    const references = await referencesOf(uri);
    if (references.length > 0) named.set(uri.toString(), { uri, references });
    else named.delete(uri.toString());
  };

  const look = async (): Promise<void> => {
    const { token } = stopping;
    const files = waiting;
    waiting = new Map();
    if (!vscode.workspace.isTrusted) {
      named.clear();
      show({ kind: 'untrusted', files: [], more: false });
      return;
    }
    let { more } = state;
    let uris = [...(files ?? new Map<string, vscode.Uri>()).values()];
    if (files === null) {
      named.clear();
      uris = [
        ...(await vscode.workspace.findFiles(settingsGlob, leftOutGlob, mostFiles + 1, token)),
      ];
      more = uris.length > mostFiles;
    }
    const entered = enteredFiles(certificates).filter((uri) => !named.has(uri.toString()));
    await inTurn([...uris.slice(0, mostFiles), ...entered], token, readOne);
    const found: ProjectFile[] = [];
    await inTurn([...named.values()], token, async ({ uri, references }) => {
      const findings = await judged(uri, references, looker);
      if (findings.length > 0) found.push({ uri, findings });
    });
    if (token.isCancellationRequested) return;
    found.sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
    show({ kind: 'ready', files: found, more });
  };
  // Never twice at once, and half of the time at most, whatever comes.
  const lookGently = gently(
    async () => {
      try {
        await look();
      } catch (error) {
        log.warn(`project: ${error instanceof Error ? error.name : typeof error}`);
        // The code that waits for the list goes on with what is found without it.
        firstListing.resolve();
      }
    },
    { now: () => performance.now(), later: (ms, then) => void setTimeout(then, ms) },
  );
  const lookSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      lookGently();
    }, pauseMs);
  };
  const again = (): void => {
    stopping.cancel();
    stopping.dispose();
    stopping = new vscode.CancellationTokenSource();
    waiting = null;
    lookSoon();
  };
  const note = (uri: vscode.Uri): void => {
    // Before the first listing, everything will be read anyway.
    if (waiting === null || !isLookedAt(uri)) return;
    waiting.set(uri.toString(), uri);
    lookSoon();
  };
  const forget = ({ path }: vscode.Uri): void => {
    const gone = [...named].filter(
      ([, { uri }]) => uri.path === path || uri.path.startsWith(`${path}/`),
    );
    for (const [key] of gone) named.delete(key);
    if (gone.length > 0) lookSoon();
  };

  const written = vscode.workspace.createFileSystemWatcher(settingsGlob, false, false, true);
  // Of a folder that goes only the folder is told.
  const deleted = vscode.workspace.createFileSystemWatcher('**/*', true, true, false);
  const parts = vscode.Disposable.from(
    changed,
    written,
    written.onDidCreate(note),
    written.onDidChange(note),
    deleted,
    deleted.onDidDelete(forget),
    // The first listing follows the first reading of the certificates.
    looker.onDidChange(lookSoon),
    vscode.workspace.onDidChangeWorkspaceFolders(again),
    vscode.workspace.onDidGrantWorkspaceTrust(again),
  );
  return {
    state: () => state,
    onDidChange: changed.event,
    listed: async () => {
      await firstListing.promise;
      return state;
    },
    again,
    dispose: () => {
      clearTimeout(timer);
      stopping.cancel();
      parts.dispose();
    },
  };
}

/** File by file: two texts of all of them would be megabytes, which a host keeps for long. */
function isSameState(a: ProjectState, b: ProjectState): boolean {
  if (a.kind !== b.kind || a.more !== b.more || a.files.length !== b.files.length) return false;
  return a.files.every((file, index) => JSON.stringify(file) === JSON.stringify(b.files[index]));
}

function isLookedAt(uri: vscode.Uri): boolean {
  return isOrdinaryFile(uri) && formatOfText(uri.path, '') !== null;
}

async function inTurn<T>(
  all: readonly T[],
  token: vscode.CancellationToken,
  work: (one: T) => Promise<void>,
): Promise<void> {
  for (let index = 0; index < all.length && !token.isCancellationRequested; index += atOnce) {
    await Promise.all(all.slice(index, index + atOnce).map(work));
  }
}

async function referencesOf(uri: vscode.Uri): Promise<readonly Reference[]> {
  if (!isLookedAt(uri)) return [];
  try {
    const { size, isFile } = await lookAt(uri);
    if (size > largestText || !isFile) return [];
    return referencesIn(uri, await textOf(uri));
  } catch {
    // Gone meanwhile, or not ours to read.
    return [];
  }
}

/** Settings files that the configuration names, wherever on this machine they lie. */
function enteredFiles(certificates: Certificates): readonly vscode.Uri[] {
  const snapshot = certificates.snapshot();
  if (snapshot.kind !== 'ready') return [];
  const windows = process.platform === 'win32';
  const paths = snapshot.certificates
    .flatMap(({ consumers }) => consumers)
    .filter(({ kind }) => loadedCore()?.liesInProjects(kind) === true)
    .map(({ path }) => path)
    .filter((path) => judgePath(path, windows).kind === 'absolute');
  return [...new Set(paths)].map((path) => vscode.Uri.file(path));
}
