import type {
  CertificateConfiguration,
  Configuration,
  ConsumerConfiguration,
  Context,
  Finding,
  OpenFailure,
  PasswordSource,
} from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { AddRequest, AskPassword, Explanation, Service } from '../model/told.ts';
import type { ToldConnection } from '../model/connection-document.ts';
import type { PemFiles } from '../model/code-snippets.ts';
import { machinesOf } from '../model/fleet.ts';
import { pastEvent } from '../model/history-texts.ts';
import { scheduleTrouble } from '../model/schedule-trouble.ts';
import { call, loadedCore, type Core } from './core-call.ts';
import { language } from './l10n.ts';
import { textSetting } from './settings.ts';
import { shortPathsIn } from './short-path.ts';

/** Core as the editor asks it, one certificate at a time; the types are core's own. */
export type CoreCalls = ReturnType<typeof createCore>;

/** Thin calls, nothing decided here: core is loaded by the first. */
export function createCore() {
  return {
    status: () => call((core, context) => core.status(context, [])),
    /** What other machines have published in a folder. */
    otherMachines: (folder: string) =>
      call(async (core, context) =>
        machinesOf(await core.publishedByOthers(context, folder), {
          whomToCall: (support) => core.supportLine(support, language()),
          trouble: (source) => core.machineTrouble(source, language()) ?? '',
          failingSince: (failure) => core.failureSince(failure, language()),
          failing: ({ step, code }) =>
            step === null ? `[${code}]` : `${core.word(language(), 'step', step)} [${code}]`,
        }),
      ),
    verify: (name: string, signal: AbortSignal) =>
      call(async (core, context) => only(await core.verify(context, [name])), { signal }),
    add: ({ file, name, service, inPlace, password }: AddRequest) =>
      call((core, context) =>
        core.add(context, {
          file,
          inPlace,
          password: secret(core, password),
          ...(service === null ? {} : { service }),
          ...(name === null ? {} : { name }),
        }),
      ),
    rename: (name: string, to: string) => call((core, context) => core.rename(context, name, to)),
    removalPlan: (name: string) => call((core, context) => core.removalPlan(context, name)),
    /** Where it lies now; null when the store had nothing of it. */
    remove: (name: string) => call((core, context) => core.remove(context, name)),
    /** Why a certificate cannot be called this; null: it can. */
    nameTrouble: async (name: string, known: readonly string[]): Promise<string | null> => {
      const { describeError, nameTrouble } = await import('@weborca-cert/core');
      const trouble = nameTrouble(name, known);
      return trouble === null ? null : describeError(trouble, language()).message;
    },
    inspect: (file: string, password: AskPassword) =>
      call((core, context) => core.inspect(context, file, { password: secret(core, password) })),
    /** To the configured places, or to `folder` alone. */
    backup: (name: string, folder: string | null) =>
      call(async (core, context) => {
        const { backups, error } = only(await core.backup(context, [name], folder ?? undefined));
        if (error !== undefined) throw error;
        return backups;
      }),
    backupPlaces: async (name: string) => {
      const certificate = await configurationOf(name);
      return certificate?.backups.map((place) => place.path) ?? [];
    },
    addBackupPlace: (name: string, folder: string) =>
      call((core, context) => core.addBackupPlace(context, name, folder)),
    backups: (name: string) =>
      call(async (core, context) => ({
        listed: await core.listBackups(context, name),
        onStoresDisk: await core.areBackupsOnStoresDisk(context, name),
      })),
    setRenewalApi: (service: string, api: URL) =>
      call((core, context) => core.setRenewalApi(context, service, api)),
    allowDownloadHost: (service: string, host: string) =>
      call((core, context) => core.allowDownloadHost(context, service, host)),
    /** Settings on this machine and in these files that name the certificate's files. */
    detect: (name: string, files: readonly string[]) =>
      call(async (core, context) =>
        core.detect(await notLookingAround(core, context), name, files),
      ),
    addConsumer: (name: string, entry: ConsumerConfiguration, ask: AskPassword) =>
      call(async (core, context) => {
        await core.addConsumer(context, name, entry, { password: secret(core, ask) });
      }),
    deploy: (name: string) =>
      call(async (core, context) => only(await core.deploy(context, [name], { dryRun: false }))),
    tick: (name: string, label: string) =>
      call(async (core, context) => {
        await core.tickConsumers(context, name, [label]);
      }),
    /** The latest first. */
    versions: (name: string) =>
      call(async (core, context) => (await core.versions(context, name)).toReversed()),
    rollback: (name: string, version: string) =>
      call((core, context) => core.rollback(context, name, { version, force: false })),
    /** The latest first. */
    history: (name: string) =>
      call(async (core, context) => {
        const { entries, error } = only(await core.history(context, [name]));
        if (error !== undefined) throw error;
        return entries
          .toReversed()
          .map((entry) => pastEvent(entry, core.describeEvent(entry, language())));
      }),
    /** Of all certificates at once. */
    versionsOfAll: () => call((core, context) => core.versionsOfAll(context)),
    takeReminders: () =>
      call(async (core, context) => core.markReminded(context, await core.dueReminders(context))),
    scheduleTrouble: () =>
      call(async (core, context) =>
        scheduleTrouble(await core.scheduleStatus(context), (finding) =>
          shortPathsIn(core.describeFinding(finding, language()).message),
        ),
      ),
    filesInUse: (name: string) => call((core, context) => core.filesInUse(context, name)),
    /** Certificate and key as PEM files that are kept up to date; null: there are none. */
    pemFiles: async (name: string): Promise<PemFiles | null> => {
      for (const { kind, certificate, key } of (await configurationOf(name))?.consumers ?? []) {
        if (kind !== 'pem' || typeof certificate !== 'string' || typeof key !== 'string') continue;
        return { certificateFile: certificate, keyFile: key };
      }
      return null;
    },
    password: (name: string) => call((core, context) => core.password(context, name)),
    services: () => call(async (core, context) => servicesOf(await core.configuration(context))),
    /** Whose earlier one a browser of this computer goes on with; never a reason for anything to fail. */
    behindInBrowser: async (names: readonly string[]): Promise<readonly string[]> => {
      try {
        return await call((core, context) => core.behindInBrowser(context, names));
      } catch {
        return [];
      }
    },
    beginImport: (name: string) => call((core, context) => core.beginImport(context, name)),
    /** Whether it is there now; null: cannot be told. */
    imported: (name: string) =>
      call(async (core, context) => (await core.imported(context, name)).there),
    endImport: (name: string) => call((core, context) => core.endImport(context, name)),
    removeOldImports: (name: string) =>
      call((core, context) => core.removeOldImports(context, name)),
    configurationToEdit: () => call((core, context) => core.configurationToEdit(context)),
    staysInPlace: (file: string) => call(async (core, context) => core.staysInPlace(context, file)),
    /** The doctor's report, line by line, in the user's language; to be shown to strangers if `share`. */
    doctor: (version: string, share: boolean, signal: AbortSignal) =>
      call(
        async (core, context) =>
          core.doctorText(
            await core.doctor(await notLookingAround(core, context), [], { version, share }),
            language(),
          ),
        { signal },
      ),
    /** What is due on the management site of a service; null: there is no such service. */
    worklist: (options: { readonly service?: string }) =>
      call((core, context) => core.worklist(context, options)),
    /** Where downloads come: the setting, else what the system says. */
    downloadsFolder: async () =>
      textSetting('downloadsFolder') ??
      (await call((core, { effects }) => core.downloadsFolder(effects))),
    lookAtArrival: (file: string) => call((core, context) => core.lookAtArrival(context, file)),
    watchFolder: (folder: string) =>
      call(async (core) => core.watchFolder(folder, () => new Date())),
    /** Why mutual TLS with WebORCA works or does not, in the user's language. */
    connectionReport: (name: string, signal: AbortSignal) =>
      call(
        async (core, context): Promise<ToldConnection> => {
          const { at, hosts, rest } = await core.connectionReport(context, name);
          const told = (findings: readonly Finding[]) =>
            findings.map((finding) => ({
              code: finding.code,
              level: finding.level,
              message: shortPathsIn(core.describeFinding(finding, language()).message),
            }));
          return {
            name,
            at,
            hosts: hosts.map(({ host, cause, findings }) => {
              const { message, hint } = core.connectionCauses[cause][language()];
              return { host, cause, message, hint, findings: told(findings) };
            }),
            rest: told(rest),
          };
        },
        { signal },
      ),
    /** What a kind of consumer is called; its code until core has been loaded. */
    consumerWord: (kind: string): string =>
      loadedCore()?.wordOrCode(language(), 'consumer-kind', kind) ?? kind,
    explain: async (error: unknown): Promise<Explanation> => {
      const { describeError } = await import('@weborca-cert/core');
      const { code, message, hint } = describeError(error, language());
      return { code, sentence: message, wayOut: hint };
    },
    /** Whom to call, in the user's language; empty where none is configured, or it cannot be read. */
    whomToCall: async (): Promise<string> => {
      try {
        return await call(async (core, context) =>
          core.supportLine((await core.configuration(context)).support, language()),
        );
      } catch {
        return '';
      }
    },
    explainFailure: async (failure: OpenFailure): Promise<Explanation> => {
      const { describeFailure } = await import('@weborca-cert/core');
      const { message, hint } = describeFailure(failure, language());
      return { code: failure.error.code, sentence: message, wayOut: hint };
    },
  };
}

/** Those that a person wrote down come first; without any, what is built in. */
function servicesOf({ services, ownServices }: Configuration): readonly Service[] {
  const names = ownServices.length > 0 ? ownServices : [...services.keys()];
  return names.flatMap((name) => {
    const service = services.get(name);
    return service === undefined
      ? []
      : [
          {
            name,
            isOwn: ownServices.includes(name),
            hasApi: service.api !== null,
            site: service.site.href,
            weborca: service.weborca?.href ?? null,
          },
        ];
  });
}

async function configurationOf(name: string): Promise<CertificateConfiguration | undefined> {
  const { certificates } = await call((core, context) => core.configuration(context));
  return certificates.get(name);
}

/**
 * In an untrusted workspace a configuration that lies in it is refused as everywhere, but its files
 * are not looked at: core looks for users of a certificate in the folders that it is given.
 */
async function notLookingAround(core: Core, context: Context): Promise<Context> {
  if (vscode.workspace.isTrusted) return context;
  try {
    await core.configuration(context);
  } catch {
    // Said by the code that asked for the context: it goes through the same check.
    return context;
  }
  return { ...context, places: { ...context.places, projectFolders: [] } };
}

/** Porcelain answers for every name that it was given, or throws. */
function only<T>(results: readonly T[]): T {
  const first = results[0];
  if (first === undefined) throw new Error('no result');
  return first;
}

function secret(core: Core, ask: AskPassword): PasswordSource {
  return async () => {
    const text = await ask();
    return text === null ? null : new core.Secret(text);
  };
}
