import * as vscode from 'vscode';
import { holdsPrivateKey, ignoreLine, secretByName } from '../../model/committed-secrets.ts';
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
 * Warns, once a file, of a private key or .p12 that git would commit. Asks VS Code's git extension,
 * which runs beside the workspace; where that is another machine, nothing is known and nothing said.
 */
export function warnOfCommits(log: vscode.LogOutputChannel): vscode.Disposable {
  const disposables: vscode.Disposable[] = [];
  const asked = new Set<string>();
  let over = false;

  const look = async (repository: GitRepository): Promise<void> => {
    if (!isOn('files.gitWarning') || !vscode.workspace.isTrusted) return;
    const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
    const staged = new Set(indexChanges.map(({ uri }) => uri.toString()));
    for (const { uri } of [...indexChanges, ...workingTreeChanges, ...untrackedChanges]) {
      const key = uri.toString();
      if (asked.has(key) || !isOrdinaryFile(uri) || !(await isSecret(uri))) continue;
      // Another look may have come here meanwhile.
      if (asked.has(key)) continue;
      asked.add(key);
      inBackground(log, 'git warning', () => warn(repository, uri, staged.has(key)));
    }
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

async function isSecret(uri: vscode.Uri): Promise<boolean> {
  const kind = secretByName(uri.path);
  if (kind !== 'look-inside') return kind === 'secret';
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestText) return false;
    return holdsPrivateKey(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('latin1'));
  } catch {
    // Deleted: a change, but not one that commits a key.
    return false;
  }
}

async function warn(repository: GitRepository, uri: vscode.Uri, staged: boolean): Promise<void> {
  const file = uri.path.slice(repository.rootUri.path.length + 1);
  const ignore = t('Add to .gitignore');
  const never = t('Don’t Show Again');
  const answer = await vscode.window.showWarningMessage(
    staged
      ? t('{0} contains a private key and is staged for the next commit. Please unstage it.', file)
      : t('{0} contains a private key, and git would commit it.', file),
    ignore,
    never,
  );
  if (answer === ignore) await addToGitignore(repository.rootUri, ignoreLine(file));
  if (answer === never) await switchOff('files.gitWarning');
}

async function addToGitignore(root: vscode.Uri, line: string): Promise<void> {
  const target = vscode.Uri.joinPath(root, '.gitignore');
  let before = '';
  try {
    before = Buffer.from(await vscode.workspace.fs.readFile(target)).toString();
  } catch {
    // There is none yet.
  }
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await vscode.workspace.fs.writeFile(target, Buffer.from(`${before}${gap}${line}\n`));
}
