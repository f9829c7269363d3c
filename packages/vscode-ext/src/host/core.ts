import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type {
  CertificateConfiguration,
  Configuration,
  Context,
  PasswordSource,
} from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { AskPassword, CorePort } from '../model/core-port.ts';
import { pastEvent } from '../model/history-texts.ts';
import { scheduleTrouble } from '../model/schedule-trouble.ts';
import { call, loadedCore, type Core } from './core-call.ts';
import { language } from './l10n.ts';
import { shortPathsIn } from './short-path.ts';

/** Core behind the port: thin calls, nothing decided here. */
export function createCore(): CorePort {
  return {
    status: () => call((core, context) => core.status(context, [])),
    renew: (name, force, options) =>
      call(
        async (core, context) => only(await core.renew(context, [name], { force, dryRun: false })),
        options,
      ),
    verify: (name, signal) =>
      call(async (core, context) => only(await core.verify(context, [name])), { signal }),
    add: ({ file, service, inPlace, password }) =>
      call((core, context) =>
        core.add(context, {
          file,
          inPlace,
          password: secret(core, password),
          ...(service === null ? {} : { service }),
        }),
      ),
    receive: (file, name, password, options) =>
      call(
        (core, context) => core.receive(context, { file, name, password: secret(core, password) }),
        options,
      ),
    inspect: (file, password) =>
      call((core, context) => core.inspect(context, file, secret(core, password))),
    backup: (name, folder) =>
      call(
        async (core, context) =>
          only(await core.backup(context, [name], folder ?? undefined)).backups,
      ),
    backupPlaces: async (name) => {
      const certificate = await configurationOf(name);
      return certificate?.backups.map((place) => place.path) ?? [];
    },
    addBackupPlace: (name, folder) =>
      call((core, context) => core.addBackupPlace(context, name, folder)),
    backups: (name) => call((core, context) => core.listBackups(context, name)),
    setRenewalApi: (service, api) =>
      call((core, context) => core.setRenewalApi(context, service, api)),
    allowDownloadHost: (service, host) =>
      call((core, context) => core.allowDownloadHost(context, service, host)),
    detect: (name, files) =>
      call(async (core, context) =>
        core.detect(await notLookingAround(core, context), name, files),
      ),
    addConsumer: (name, entry) =>
      call(async (core, context) => {
        await core.addConsumer(context, name, entry);
      }),
    deploy: (name) =>
      call(async (core, context) => only(await core.deploy(context, [name], { dryRun: false }))),
    tick: (name, label) =>
      call(async (core, context) => {
        await core.tickConsumers(context, name, [label]);
      }),
    versions: (name) =>
      call(async (core, context) => (await core.versions(context, name)).toReversed()),
    p12Sha256: async ({ folder }) =>
      createHash('sha256')
        .update(await readFile(path.join(folder, 'certificate.p12')))
        .digest('hex'),
    rollback: (name, version) =>
      call((core, context) => core.rollback(context, name, version, { force: false })),
    history: (name) =>
      call(async (core, context) => {
        const { entries } = only(await core.history(context, [name]));
        return entries
          .toReversed()
          .map((entry) => pastEvent(entry, core.describeEvent(entry, language())));
      }),
    thresholds: async (name) => {
      const { defaultThresholds } = await import('@weborca-cert/core');
      return (await configurationOf(name))?.thresholds ?? defaultThresholds;
    },
    takeReminders: () =>
      call(async (core, context) => core.markReminded(context, await core.dueReminders(context))),
    scheduleTrouble: () =>
      call(async (core, context) =>
        scheduleTrouble(await core.scheduleStatus(context), (finding) =>
          shortPathsIn(core.describeFinding(finding, language()).message),
        ),
      ),
    password: (name) => call((core, context) => core.password(context, name)),
    services: () => call(async (core, context) => servicesOf(await core.configuration(context))),
    beginImport: (name) => call((core, context) => core.beginImport(context, name)),
    imported: (name) => call((core, context) => core.imported(context, name)),
    endImport: (name) => call((core, context) => core.endImport(context, name)),
    removeOldImports: (name) => call((core, context) => core.removeOldImports(context, name)),
    configurationFile: () => call(async (_core, { places }) => places.configFile),
    doctor: (version, signal) =>
      call(
        async (core, context) =>
          core.doctorText(
            await core.doctor(await notLookingAround(core, context), [], { version }),
            language(),
          ),
        { signal },
      ),
    consumerWord: (kind) => loadedCore()?.wordOrCode(language(), 'consumer-kind', kind) ?? kind,
    explain: async (error) => {
      const { describeError } = await import('@weborca-cert/core');
      const { code, message, hint } = describeError(error, language());
      return { code, sentence: message, wayOut: hint };
    },
    explainFailure: async (failure) => {
      const { describeFailure } = await import('@weborca-cert/core');
      const { message, hint } = describeFailure(failure, language());
      return { code: failure.error.code, sentence: message, wayOut: hint };
    },
  };
}

/** Those that a person wrote down come first; without any, what is built in. */
function servicesOf({
  services,
  ownServices,
}: Configuration): Awaited<ReturnType<CorePort['services']>> {
  const names = ownServices.length > 0 ? ownServices : [...services.keys()];
  return names.flatMap((name) => {
    const service = services.get(name);
    return service === undefined
      ? []
      : [{ name, hasApi: service.api !== null, site: service.site.href }];
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
    // Said by whoever asked for the context: it goes through the same check.
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
