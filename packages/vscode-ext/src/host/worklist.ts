import { randomBytes } from 'node:crypto';
import type { FolderWatch, RenewalResult } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import * as vscode from 'vscode';
import { sentences } from '../model/sentences.ts';
import {
  arrived,
  begun,
  leftFiles,
  passedOver,
  type LeftFile,
  type NotRenewable,
  type Work,
} from '../model/worklist.ts';
import { worklistPage } from '../model/worklist-page.ts';
import { inBackground } from './background.ts';
import { language, t } from './l10n.ts';
import { staysOpen } from './pick.ts';
import type { Services } from './services.ts';
import { shortPath } from './short-path.ts';

const viewType = 'weborcaCert.worklist';

/** What is due on the management site, one after the other, in a tab of its own. */
export interface Worklist extends vscode.Disposable {
  /** `step`: what was clicked on the page; everything else shows it, and begins where it was left. */
  readonly go: (step: unknown) => Promise<void>;
}

interface Open {
  readonly panel: vscode.WebviewPanel;
  /** One for the tab: VS Code loads a page anew when a letter of it changes, and its focus is lost. */
  readonly nonce: string;
  readonly site: vscode.Uri;
  readonly downloads: string;
  readonly folder: FolderWatch;
  readonly notRenewable: NotRenewable;
  work: Work;
  left: readonly LeftFile[];
  busy: boolean;
}

/**
 * What is taken in is not due any more, so that a way that was broken off goes on with what is left: by
 * the command, or by itself where VS Code brings the tab back after a reload.
 */
export function provideWorklist(services: Services): Worklist {
  const { certificates, core, log, renewals } = services;
  let open: Open | null = null;

  const draw = ({ panel, work, nonce, downloads, left, notRenewable, busy }: Open): void => {
    const folder = shortPath(downloads);
    panel.webview.html = worklistPage(work, {
      language: language(),
      ...{ nonce, t, folder, left, notRenewable, busy },
    });
  };

  /** Everything that lies there, the oldest first: it may have come in any order, and twice. */
  const takeAll = async (now: Open): Promise<void> => {
    for (const file of await now.folder.arrived()) {
      if (open !== now) return;
      const arrival = await core.lookAtArrival(file);
      log.info(`downloads: ${arrival.kind}`);
      now.left = leftFiles(now.left, { file, ...(await left(arrival)) });
      if (arrival.kind !== 'later') continue;
      now.busy = true;
      draw(now);
      const { name } = arrival;
      now.work = arrived(now.work, await takeIn(name, file));
      now.busy = false;
    }
    // The tab may have been closed meanwhile.
    if (open === now) draw(now);
  };

  const left = async (
    arrival: Awaited<ReturnType<typeof core.lookAtArrival>>,
  ): Promise<Omit<Parameters<typeof leftFiles>[1], 'file'>> => {
    if (!('error' in arrival)) return { kind: null, said: '' };
    return { kind: arrival.kind, said: (await core.explain(arrival.error)).sentence };
  };

  const takeIn = async (name: string, file: string): Promise<Told> => {
    try {
      const ended = await certificates.whileRenewing(name, () =>
        renewals.receive(name, { file, password: null }, { observe, signal: never }),
      );
      await renewals.forgetEnded(ended);
      return await told(services, ended.result);
    } catch (error) {
      return { name, ok: false, said: (await core.explain(error)).sentence };
    }
  };

  const isWorkedAt = (one: Open): boolean => open === one && one.work.current !== null;

  const watch = async (now: Open): Promise<void> => {
    while (isWorkedAt(now)) {
      await takeAll(now);
      await now.folder.changed();
    }
  };

  /** The tab goes when the way is called off, and the way when the tab is closed. */
  const begin = async (panel: vscode.WebviewPanel): Promise<void> => {
    let now: Open | null = null;
    let gone = false;
    panel.onDidDispose(() => {
      gone = true;
      now?.folder.close();
      if (open === now) open = null;
    });
    try {
      now = await prepared(panel);
    } catch (error) {
      panel.dispose();
      throw error;
    }
    if (now === null) {
      panel.dispose();
      await vscode.window.showInformationMessage(t('No certificate is due for renewal.'));
      return;
    }
    if (gone) {
      now.folder.close();
      return;
    }
    const at = now;
    open = at;
    draw(at);
    inBackground(log, 'worklist', () => watch(at));
  };

  /** Null: nothing is due. */
  const prepared = async (panel: vscode.WebviewPanel): Promise<Open | null> => {
    const list = await core.worklist(await serviceOfDue(services));
    if (list === null || list.certificates.length + list.notRenewable.length === 0) return null;
    const downloads = await core.downloadsFolder();
    return {
      panel,
      nonce: randomBytes(16).toString('base64'),
      site: vscode.Uri.parse(list.url.href, true),
      downloads,
      folder: await core.watchFolder(downloads),
      notRenewable: list.notRenewable,
      work: begun(list.certificates),
      left: [],
      busy: false,
    };
  };

  // By *Receive Zip…*, another window or the command line.
  const listening = certificates.onDidChange((snapshot) => {
    const now = open;
    if (now === null || now.busy || snapshot.kind !== 'ready') return;
    for (const { due, state } of now.work.items) {
      const one = snapshot.certificates.find(({ name }) => name === due.name);
      if (state === 'done' || one?.facts == null || one.facts.daysLeft <= due.daysLeft) continue;
      const said = t('until {0}', formatLastDay(one.facts.notAfter, language()));
      now.work = arrived(now.work, { name: due.name, ok: true, said });
      now.left = now.left.filter(({ kind }) => kind !== 'closed');
    }
    draw(now);
  });

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: async (panel) => {
      panel.webview.options = options;
      await certificates.catchUp();
      await begin(panel);
    },
  });

  return {
    go: async (step) => {
      const now = open;
      if (now !== null && step === 'site') {
        await vscode.env.openExternal(now.site);
      } else if (now !== null && step === 'next') {
        now.work = passedOver(now.work);
        draw(now);
      } else if (now !== null && step !== 'again') {
        now.panel.reveal();
      } else {
        now?.panel.dispose();
        const column = vscode.ViewColumn.Active;
        const title = t('Renew on the Management Site');
        await begin(vscode.window.createWebviewPanel(viewType, title, column, options));
      }
    },
    dispose: () => {
      listening.dispose();
      serializer.dispose();
      open?.folder.close();
      open = null;
    },
  };
}

const options = {
  enableScripts: false,
  localResourceRoots: [],
  enableCommandUris: ['weborcaCert.worklist', 'weborcaCert.receive', 'weborcaCert.importWizard'],
};

const never = new AbortController().signal;

/** The page says that something is being received; its steps stand in the log of that process. */
function observe(): void {}

type Told = Parameters<typeof arrived>[1];

async function told({ core }: Services, result: RenewalResult): Promise<Told> {
  const { name, old, new: renewed, error, verified } = result;
  const trouble = error === undefined ? '' : (await core.explain(error)).sentence;
  if (renewed === null) return { name, ok: false, said: trouble };
  const until = formatLastDay(renewed.notAfter, language());
  const changed =
    old === null
      ? t('until {0}', until)
      : t('Until {0} (before: {1}).', until, formatLastDay(old.notAfter, language()));
  const accepted = verified === true ? t('WebORCA accepts it.') : '';
  const behind = (await core.behindInBrowser([name])).length > 0;
  return { name, ok: true, said: sentences(language(), changed, accepted, trouble), behind };
}

/** A person who works through them logs in at one site: that of the most urgent one. */
async function serviceOfDue({ certificates }: Services): Promise<{ readonly service?: string }> {
  const snapshot = await certificates.catchUp();
  if (snapshot.kind === 'failed') throw snapshot.error;
  const all = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const due = all.filter(({ state }) => ['due', 'urgent', 'expired'].includes(state));
  const services = [...new Set(due.map(({ service }) => service))];
  if (services.length < 2) return services[0] === undefined ? {} : { service: services[0] };
  const picked = await vscode.window.showQuickPick(services, {
    placeHolder: t('Which system management site do you want to open?'),
    ...staysOpen,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  return { service: picked };
}
