import path from 'node:path';
import type { EndedApart, EndedJobs, Job, ProgressEvent } from '@weborca-cert/core';
import type { CallOptions } from '../model/told.ts';
import { windowCommand } from '../model/open-renewals.ts';
import { requestsOut } from '../model/requests-out.ts';
import { call, projectFolders } from './core-call.ts';
import { proxyEnvironment } from './environment.ts';
import { textSetting } from './settings.ts';

/** Renewals run in a process of their own: the end of the window is not the end of a request. */
export interface Renewals {
  /** @param force by a person's word only */
  readonly renew: (name: string, force: boolean, options: CallOptions) => Promise<EndedApart>;
  /** Finishes what is open, without a request. */
  readonly finish: (name: string, options: CallOptions) => Promise<EndedApart>;
  /** Takes in what was renewed by hand. */
  readonly receive: (
    name: string,
    from: { readonly file: string; readonly password: string | null },
    options: CallOptions,
  ) => Promise<EndedApart>;
  /** How those ended whose window is gone. */
  readonly takeEnded: () => Promise<EndedJobs>;
  /** A person has been told how it ended. */
  readonly forgetEnded: (ended: EndedApart) => Promise<void>;
  /** When no request of this window is out. */
  readonly settled: () => Promise<void>;
}

export function createRenewals(): Renewals {
  const out = requestsOut();
  const work = async (job: Job, { observe, signal }: CallOptions): Promise<EndedApart> => {
    const watched = out.watch();
    try {
      return await call((core) =>
        core.workApart(job, {
          program: process.execPath,
          args: [path.join(import.meta.dirname, 'renewal-process.js')],
          surroundings: {
            command: windowCommand,
            ...configNamed(),
            env: proxyEnvironment(),
            // What this host trusts: the other process has none of VS Code's patches of TLS.
            roots: core.lackingRoots(),
            projectFolders: projectFolders(),
          },
          observe: (event: ProgressEvent) => {
            watched.see(event);
            observe(event);
          },
          signal,
        }),
      );
    } finally {
      watched.end();
    }
  };
  return {
    renew: (name, force, options) => work({ verb: 'renew', name, force }, options),
    finish: (name, options) => work({ verb: 'finish', name }, options),
    receive: (name, { file, password }, options) =>
      work({ verb: 'receive', name, file, password }, options),
    takeEnded: () => call((core, context) => core.takeEnded(context)),
    forgetEnded: ({ id }) => call((core, context) => core.forgetEnded(context, id)),
    settled: out.settled,
  };
}

function configNamed(): { readonly config?: string } {
  const config = textSetting('configurationFile');
  return config === undefined ? {} : { config };
}
