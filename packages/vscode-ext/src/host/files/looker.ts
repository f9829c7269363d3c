import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { CoreCalls } from '../core.ts';
import {
  judgeFile,
  knownCertificate,
  knownFiles,
  ownCertificate,
  type KnownFiles,
  type LookedAt,
  type StableFile,
  type Verdict,
} from '../../model/file-verdict.ts';
import type { Absence } from '../../model/references.ts';
import { certificateGlob } from '../../model/text-format.ts';
import type { Certificates } from '../certificates.ts';
import { largestFile, withLocalFile } from '../local-file.ts';
import { bytesOf, lookAt, type FileLook } from './disk.ts';
import type { Place } from './place.ts';

/** Looks at certificate files of the workspace and says what there is to say about them. */
export interface Looker extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** The first of a place that exists, judged. Never looks in an untrusted workspace. */
  readonly judge: (place: Place, absence: Absence) => Promise<Judged>;
  /** Files of all certificates that are kept up to date, as of the last look: who asks is a menu. */
  readonly keptFiles: () => readonly StableFile[];
}

export interface Judged {
  readonly verdict: Verdict;
  /** The file as a path of this machine, there or not; null on the SSH or WSL side. */
  readonly file: string | null;
}

const nothingToSay: Judged = { verdict: { kind: 'unknown' }, file: null };

interface Seen {
  readonly stamp: string;
  readonly file: LookedAt;
}

export function createLooker(core: CoreCalls, certificates: Certificates): Looker {
  const changed = new vscode.EventEmitter<void>();
  const seen = new Map<string, Seen>();
  let known: Promise<KnownFiles | null> | null = null;

  const fire = (): void => {
    changed.fire();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(certificateGlob);
  const listening = vscode.Disposable.from(
    certificates.onDidChange(({ kind }) => {
      // Cannot be read just now: what was registered a moment ago still is.
      if (kind === 'failed') return;
      known = null;
      fire();
    }),
    watcher,
    watcher.onDidCreate(fire),
    watcher.onDidChange(fire),
    watcher.onDidDelete(fire),
  );

  const look = async (uri: vscode.Uri): Promise<LookedAt> => {
    const stat = await statOf(uri);
    if (stat === null) return { kind: 'missing' };
    const stamp = `${stat.mtime} ${stat.size}`;
    const before = seen.get(uri.toString());
    if (before?.stamp === stamp) return before.file;
    const file = await read(core, uri, stat);
    seen.set(uri.toString(), { stamp, file });
    return file;
  };

  let kept: readonly StableFile[] = [];
  const knownNow = (): Promise<KnownFiles | null> =>
    (known ??= knownCertificates(certificates).then((now) => {
      kept = now?.stableFiles ?? [];
      return now;
    }));

  return {
    onDidChange: changed.event,
    keptFiles: () => kept,
    judge: async ({ candidates, absolute }, absence) => {
      const [first] = candidates;
      if (!vscode.workspace.isTrusted || first === undefined) return nothingToSay;
      for (const uri of candidates) {
        const file = await look(uri);
        if (file.kind === 'missing') continue;
        return { verdict: judgeFile(file, await knownNow(), new Date()), file: localPath(uri) };
      }
      // Where not even the folder is here, the path is one of another machine, or of a container.
      const isHere =
        absence === 'missing' &&
        !(absolute && (await statOf(vscode.Uri.joinPath(first, '..'))) === null);
      // Whatever a menu then offers instead is known by now.
      if (isHere) await knownNow();
      return { verdict: { kind: isHere ? 'missing' : 'elsewhere' }, file: localPath(first) };
    },
    dispose: () => {
      listening.dispose();
      changed.dispose();
    },
  };
}

function localPath(uri: vscode.Uri): string | null {
  return uri.scheme === 'file' ? uri.fsPath : null;
}

async function statOf(uri: vscode.Uri): Promise<FileLook | null> {
  try {
    return await lookAt(uri);
  } catch {
    // Missing, or not ours to read: both are "not there" for a settings file that names it.
    return null;
  }
}

async function read(
  core: CoreCalls,
  uri: vscode.Uri,
  { size, isFile }: FileLook,
): Promise<LookedAt> {
  const path = localPath(uri);
  const unread: LookedAt = { kind: 'present', path, sha256: '', facts: null };
  // A folder of that name, a device, a pipe: reading some of them would never end.
  if (size > largestFile || !isFile) return unread;
  try {
    const bytes = await bytesOf(uri);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { kind: 'present', path, sha256, facts: await factsOf(core, uri) };
  } catch {
    // Not ours to read: it is there, and nothing is known of it.
    return unread;
  }
}

/** A PKCS#12 tells nothing without its password; it is known by its hash, or not at all. */
async function factsOf(
  core: CoreCalls,
  uri: vscode.Uri,
): Promise<Extract<LookedAt, { kind: 'present' }>['facts']> {
  if (/\.(?:p12|pfx)$/i.test(uri.path)) return null;
  try {
    const { certificates } = await withLocalFile(uri, (file) =>
      core.inspect(file, async () => null),
    );
    return ownCertificate(certificates);
  } catch {
    // A key, a PEM of another kind, a broken file: nothing to say about its dates.
    return null;
  }
}

async function knownCertificates(certificates: Certificates): Promise<KnownFiles | null> {
  const snapshot = certificates.snapshot();
  if (snapshot.kind !== 'ready') return null;
  const held = await certificates.held();
  return knownFiles(
    snapshot.certificates.map((certificate) =>
      knownCertificate(certificate, held.get(certificate.name)),
    ),
  );
}
