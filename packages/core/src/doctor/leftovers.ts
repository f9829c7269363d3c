import { basename, dirname, join } from 'node:path';
import { bindConsumers } from '../consumers/bind.ts';
import { isTemporaryName, listIfThere } from '../files/durable.ts';
import { isErrno } from '../files/errno.ts';
import { isTrashName, stateEntries } from '../store/layout.ts';
import { importFolder } from '../stores/import-certificate.ts';
import { removedFolder } from '../store/put-away.ts';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import { hourMs } from '../time.ts';

/** Files with keys in them that are not needed any more. Only told; removing is not done here. */
export async function examineLeftovers(given: DoctorCase): Promise<readonly Finding[]> {
  const { context, store, certificates } = given;
  const { stateDir } = context.places;
  const names = certificates.map(({ name }) => given.recordsOf(name).folder);
  const temporary: string[] = [];
  for (const folder of [stateDir, store.dir, ...names]) {
    temporary.push(
      ...(await oldIn(given, folder, (name) => isTemporaryName(name) || isTrashName(name))),
    );
  }
  const rehearsals = await oldIn(given, join(stateDir, stateEntries.rehearsals), () => true);
  const removed = await oldIn(given, removedFolder(store), () => true);
  const findings: Finding[] = [
    ...temporary.map((path) => finding('leftover-temporary', { path })),
    ...rehearsals.map((path) => finding('leftover-rehearsal', { path })),
    ...removed.map((path) => finding('leftover-removed', { path })),
  ];
  const ofFiles = await oldIn(given, importFolder(stateDir), () => true);
  findings.push(...ofFiles.map((path) => finding('leftover-import', { name: null, path })));
  for (const { name } of certificates) {
    const imports = await oldIn(given, importFolder(given.recordsOf(name).folder), () => true);
    findings.push(...imports.map((path) => finding('leftover-import', { name, path })));
    findings.push(...(await replacedFiles(given, name)));
  }
  return findings.length === 0 ? [finding('leftovers-none', {})] : findings;
}

async function oldIn(
  { context }: DoctorCase,
  folder: string,
  matches: (name: string) => boolean,
): Promise<readonly string[]> {
  const { files, now } = context.effects;
  const found: string[] = [];
  try {
    for (const name of await listIfThere(files, folder)) {
      if (!matches(name)) continue;
      const { modified } = await files.status(join(folder, name));
      // What is younger may belong to a program that works just now.
      if (now().getTime() - modified.getTime() > hourMs) found.push(join(folder, name));
    }
  } catch (error) {
    // Gone in this moment, or not ours: the rights' area says so.
    if (!isErrno(error, 'ENOENT', 'EACCES', 'EPERM')) throw error;
  }
  return found;
}

/** `FILE.old-yyyyMMdd[-n]` beside the consumers' files: the old keys, which still work. */
async function replacedFiles(given: DoctorCase, name: string): Promise<readonly Finding[]> {
  const { context, certificates } = given;
  const { effects, places } = context;
  const certificate = certificates.find((one) => one.name === name);
  if (certificate === undefined) return [];
  const bound = bindConsumers({ effects, certificate, configFile: places.configFile });
  const targets = bound.flatMap(({ consumer, place }) =>
    consumer.form === 'files' ? [place] : [],
  );
  const findings: Finding[] = [];
  for (const target of new Set(targets)) {
    const stem = `${basename(target)}.old-`;
    const kept = await oldIn(
      given,
      dirname(target),
      (one) => one.startsWith(stem) && /^\d{8}(?:-\d+)?$/.test(one.slice(stem.length)),
    );
    if (kept.length === 0) continue;
    const path = `${target}.old-*`;
    findings.push(finding('leftover-replaced', { name, path, count: kept.length }));
  }
  return findings;
}
