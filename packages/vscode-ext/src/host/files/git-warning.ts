import { holdsPrivateKey } from '@weborca-cert/core/private-key-block';
import * as vscode from 'vscode';
import { ignoreLine, secretByName } from '../../model/committed-secrets.ts';
import { gitWarningText, type Exposed } from '../../model/git-warning-text.ts';
import { inBackground } from '../background.ts';
import { t } from '../l10n.ts';
import { isOn, switchOff } from '../settings.ts';
import { isOrdinaryFile } from './place.ts';

// The part of the git extension's API (version 1) that is used here.
interface GitChange {
  readonly uri: vscode.Uri;
}
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
}
interface GitExtension {
  readonly enabled: boolean;
  readonly getAPI: (version: 1) => GitApi;
}

const largestText = 256 * 1024;

/**
 * Warns of a private key or .p12 that git would commit: once a file, and
 * of many in one message. Asks VS Code's git extension,
 * which runs beside the workspace; where that is another machine, nothing is known and nothing said.
 */
export function warnOfCommits(
  memento: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const disposables: vscode.Disposable[] = [];
  const asked = new Set<string>();
  const memory = warnedOf(memento);
  let over = false;

  const look = async (repository: GitRepository): Promise<void> => {
    if (!isOn('files.gitWarning') || !vscode.workspace.isTrusted) return;
    const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
    const staged = new Set(indexChanges.map(({ uri }) => uri.toString()));
    const found: Exposed[] = [];
    for (const { uri } of [...indexChanges, ...workingTreeChanges, ...untrackedChanges]) {
      const key = uri.toString();
      if (asked.has(key) || memory.remembers(key) || !isOrdinaryFile(uri) || !(await isSecret(uri)))
        continue;
      // Another look may have come here meanwhile.
      if (asked.has(key)) continue;
      asked.add(key);
      memory.remember(key);
      const file = uri.path.slice(repository.rootUri.path.length + 1);
      found.push({ file, staged: staged.has(key) });
    }
    inBackground(log, 'git warning', () => warn(repository, found));
  };
  const follow = (repository: GitRepository): void => {
    const lookNow = (): void => {
      inBackground(log, 'git', () => look(repository));
    };
    disposables.push(repository.state.onDidChange(lookNow));
    lookNow();
  };
  const start = async (): Promise<void> => {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (extension === undefined) return;
    const git = await extension.activate();
    if (over || !git.enabled) return;
    const api = git.getAPI(1);
    disposables.push(api.onDidOpenRepository(follow));
    for (const repository of api.repositories) follow(repository);
  };

  inBackground(log, 'git is not asked', start);
  return {
    dispose: () => {
      over = true;
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

const warnedKey = 'gitWarning.warned';
const mostWarned = 500;

/** What was said of a file is not said again in another window, nor tomorrow. */
function warnedOf(memento: vscode.Memento): {
  readonly remembers: (key: string) => boolean;
  readonly remember: (key: string) => void;
} {
  const known = (): readonly string[] => memento.get<readonly string[]>(warnedKey, []);
  return {
    remembers: (key) => known().includes(key),
    remember: (key) => void memento.update(warnedKey, [...known(), key].slice(-mostWarned)),
  };
}

async function isSecret(uri: vscode.Uri): Promise<boolean> {
  const kind = secretByName(uri.path);
  if (kind !== 'look-inside') return kind === 'secret';
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    // What is no file (a link to a pipe or a device can be committed, too) is not opened.
    if (size > largestText || (type & vscode.FileType.File) === 0) return false;
    return holdsPrivateKey(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('latin1'));
  } catch {
    // Deleted: a change, but not one that commits a key.
    return false;
  }
}

async function warn(repository: GitRepository, found: readonly Exposed[]): Promise<void> {
  const text = gitWarningText(found, t);
  if (text === null) return;
  const ignore = t('Add to .gitignore');
  const never = t('Don’t Show Again');
  const answer = await vscode.window.showWarningMessage(text, ignore, never);
  if (answer === ignore) {
    await addToGitignore(
      repository.rootUri,
      found.map(({ file }) => ignoreLine(file)),
    );
  }
  if (answer === never) await switchOff('files.gitWarning');
}

async function addToGitignore(root: vscode.Uri, lines: readonly string[]): Promise<void> {
  const target = vscode.Uri.joinPath(root, '.gitignore');
  let before = '';
  try {
    before = Buffer.from(await vscode.workspace.fs.readFile(target)).toString();
  } catch {
    // There is none yet.
  }
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await vscode.workspace.fs.writeFile(target, Buffer.from(`${before}${gap}${lines.join('\n')}\n`));
}
