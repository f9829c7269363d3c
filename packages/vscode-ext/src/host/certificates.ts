import type { CertificateStatus, VersionsUnderCare } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CoreCalls } from './core.ts';
import { stillHolds, type Look } from '../model/freshness.ts';
import { singleFlight } from '../model/single-flight.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { consumersStamp, storeStamp } from './change-stamp.ts';
import { call } from './core-call.ts';

/** The certificates as last read, shared by all faces. */
export interface Certificates extends vscode.Disposable {
  readonly snapshot: () => Snapshot;
  readonly onDidChange: vscode.Event<Snapshot>;
  /** Reads again. Runs once at a time, however many ask. */
  readonly refresh: () => Promise<Snapshot>;
  /** Reads again if anything can have changed since; what has not changed is not drawn anew. */
  readonly catchUp: () => Promise<Snapshot>;
  /** The versions of all certificates by name, as of the last reading; read when first asked for. */
  readonly held: () => Promise<ReadonlyMap<string, VersionsUnderCare>>;
  /** Shows the certificate as being renewed while `work` runs, then reads again. */
  readonly whileRenewing: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

export function watchCertificates(core: CoreCalls, log: vscode.LogOutputChannel): Certificates {
  const changed = new vscode.EventEmitter<Snapshot>();
  let renewing: readonly string[] = [];
  let snapshot: Snapshot = { kind: 'reading' };
  let reading: Look | null = null;
  let held: Promise<ReadonlyMap<string, VersionsUnderCare>> | null = null;

  const show = (next: Snapshot): Snapshot => {
    snapshot =
      next.kind === 'ready' ? { ...next, renewing: [...renewing, ...elsewhere(next)] } : next;
    changed.fire(snapshot);
    return snapshot;
  };

  const read = async (): Promise<Snapshot> => {
    try {
      const all = await core.status();
      showWhatIsThere(all);
      const open = await call((loaded, context) => loaded.openRenewals(context, all));
      return { kind: 'ready', certificates: all, renewing, open };
    } catch (error) {
      tellContext('isEmpty', false);
      const explanation = await core.explain(error);
      log.warn(`${explanation.sentence} [${explanation.code}]`);
      return { kind: 'failed', error, explanation };
    }
  };

  const refresh = singleFlight(async () => {
    const at = new Date();
    // Before the reading: what changes during it is read once more.
    const store = await storeStamp();
    const next = await read();
    held = null;
    reading = { store, consumers: await stampOfConsumers(next), at };
    return show(next);
  });

  const catchUp = async (): Promise<Snapshot> => {
    const now = {
      store: await storeStamp(),
      consumers: await stampOfConsumers(snapshot),
      at: new Date(),
    };
    return stillHolds(snapshot, reading, now) ? snapshot : refresh();
  };

  return {
    snapshot: () => snapshot,
    onDidChange: changed.event,
    refresh,
    catchUp,
    held: () => (held ??= heldByName(core)),
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

/** For the `when` clauses: what makes no sense yet is not offered. The walkthrough's first step, too. */
function showWhatIsThere(all: readonly CertificateStatus[]): void {
  const states = new Set(all.map(({ state }) => state));
  tellContext('hasCertificates', all.length > 0);
  // Not the opposite of that: what is not read yet, or cannot be, is not known to be nothing.
  tellContext('isEmpty', all.length === 0);
  tellContext('hasDue', states.has('due') || states.has('urgent'));
  tellContext('hasExpired', states.has('expired'));
}

const toldContexts = new Map<string, boolean>();

function tellContext(key: string, value: boolean): void {
  if (toldContexts.get(key) === value) return;
  toldContexts.set(key, value);
  void vscode.commands.executeCommand('setContext', `weborcaCert.${key}`, value);
}

async function heldByName(core: CoreCalls): Promise<ReadonlyMap<string, VersionsUnderCare>> {
  return new Map((await core.versionsOfAll()).map((held) => [held.name, held]));
}

async function stampOfConsumers(snapshot: Snapshot): Promise<string> {
  return snapshot.kind === 'ready' ? consumersStamp(snapshot.certificates) : '';
}

/** Those that another process works at: another window, the command line, one of a window that is gone. */
function elsewhere({ open }: Extract<Snapshot, { kind: 'ready' }>): readonly string[] {
  return open.filter(({ by }) => by !== null).map(({ name }) => name);
}
