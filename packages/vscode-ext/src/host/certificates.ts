import * as vscode from 'vscode';
import type { CorePort } from './core.ts';
import { singleFlight } from '../model/single-flight.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { achieved } from './achieved.ts';
import { call } from './core-call.ts';

/** The certificates as last read, shared by all faces. */
export interface Certificates extends vscode.Disposable {
  readonly snapshot: () => Snapshot;
  readonly onDidChange: vscode.Event<Snapshot>;
  /** Reads again. Runs once at a time, whoever asks. */
  readonly refresh: () => Promise<Snapshot>;
  /** Shows the certificate as being renewed while `work` runs, then reads again. */
  readonly whileRenewing: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

export function watchCertificates(core: CorePort, log: vscode.LogOutputChannel): Certificates {
  const changed = new vscode.EventEmitter<Snapshot>();
  let renewing: readonly string[] = [];
  let snapshot: Snapshot = { kind: 'reading' };

  const show = (next: Snapshot): Snapshot => {
    snapshot =
      next.kind === 'ready' ? { ...next, renewing: [...renewing, ...elsewhere(next)] } : next;
    changed.fire(snapshot);
    return snapshot;
  };

  const refresh = singleFlight(async () => {
    try {
      const read = await core.status();
      if (read.length > 0) achieved('hasCertificates');
      const open = await call((loaded, context) => loaded.openRenewals(context, read));
      return show({ kind: 'ready', certificates: read, renewing, open });
    } catch (error) {
      const explanation = await core.explain(error);
      log.warn(`${explanation.sentence} [${explanation.code}]`);
      return show({ kind: 'failed', error, explanation });
    }
  });

  return {
    snapshot: () => snapshot,
    onDidChange: changed.event,
    refresh,
    whileRenewing: async (name, work) => {
      renewing = [...renewing, name];
      show(snapshot);
      try {
        return await work();
      } finally {
        renewing = renewing.filter((other) => other !== name);
        await refresh();
      }
    },
    dispose: () => {
      changed.dispose();
    },
  };
}

/** Those that another process works at: another window, the command line, one of a window that is gone. */
function elsewhere({ open }: Extract<Snapshot, { kind: 'ready' }>): readonly string[] {
  return open.filter(({ by }) => by !== null).map(({ name }) => name);
}
