import * as vscode from 'vscode';
import { mayLook, type Machines } from '../model/fleet.ts';
import { singleFlight } from '../model/single-flight.ts';
import { inBackground } from './background.ts';
import type { Certificates } from './certificates.ts';
import type { CoreCalls } from './core.ts';
import { affects, textSetting } from './settings.ts';

/** What other machines have published in the folder of the settings. */
export interface OtherMachines extends vscode.Disposable {
  /** Null: no folder is set, or nothing was read yet. */
  readonly seen: () => Machines | null;
  readonly onDidChange: vscode.Event<void>;
  /** Looks at once. */
  readonly lookNow: () => Promise<void>;
}

/** Looks after the certificates of this machine were read, which come first, and twice an hour at most. */
export function watchMachines(
  core: CoreCalls,
  certificates: Certificates,
  log: vscode.LogOutputChannel,
): OtherMachines {
  const changed = new vscode.EventEmitter<void>();
  let seen: Machines | null = null;
  let lookedAt: number | null = null;
  const lookNow = singleFlight(async () => {
    lookedAt = Date.now();
    const folder = textSetting('publishedFolder');
    const before = seen;
    seen = folder === undefined ? null : await read(core, folder);
    if (before !== null || seen !== null) changed.fire();
  });
  const parts = vscode.Disposable.from(
    changed,
    certificates.onDidChange(() => {
      if (mayLook(lookedAt, Date.now())) inBackground(log, 'machines', lookNow);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, 'publishedFolder')) inBackground(log, 'machines', lookNow);
    }),
  );
  return {
    seen: () => seen,
    onDidChange: changed.event,
    lookNow,
    dispose: () => {
      parts.dispose();
    },
  };
}

async function read(core: CoreCalls, folder: string): Promise<Machines> {
  try {
    return { kind: 'seen', machines: await core.otherMachines(folder) };
  } catch (error) {
    return { kind: 'failed', sentence: (await core.explain(error)).sentence };
  }
}
