import { release } from 'node:os';
import { isWeborcaError } from '../errors.ts';
import { findProgram } from '../programs/find.ts';
import { type DoctorCase, ofEach } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import {
  readJavaVersion,
  readOpensslVersion,
  unreadableFor,
  windowsReader,
  type Reader,
} from './readers.ts';

/** How the file in use is protected, and whether the programs of this machine can read it. */
export async function examinePkcs12(given: DoctorCase): Promise<readonly Finding[]> {
  const readers = await readersHere(given);
  const programs = readers.map(({ program, version }) => `${program} ${version}`);
  return ofEach(given, 'pkcs12', async ({ name }) => {
    const findings: Finding[] = [];
    const inUse = await given.inUse(name);
    if (inUse === null) return [];
    const { mac, encryption } = inUse.opened;
    const algorithms = [...(mac === null ? [] : [mac]), ...encryption].map(
      ({ algorithm, iterations }) => `${algorithm} (${iterations})`,
    );
    findings.push(
      finding('pkcs12-described', { name, algorithms: [...new Set(algorithms)], programs }),
    );
    for (const reader of readers) {
      const algorithm = unreadableFor(reader, { mac, encryption });
      if (algorithm !== null) {
        findings.push(finding('pkcs12-unreadable', { name, ...reader, algorithm }));
      }
    }
    return findings;
  });
}

async function readersHere(given: DoctorCase): Promise<readonly Reader[]> {
  const { context, options } = given;
  const found = [
    readOpensslVersion(await printedBy(given, 'openssl', ['version'])),
    readJavaVersion(await printedBy(given, 'java', ['-version'])),
    context.effects.platform === 'win32' ? windowsReader(options.release ?? release()) : null,
  ];
  return found.filter((reader) => reader !== null);
}

/** What a program prints about its version; empty when there is no such program. */
async function printedBy(
  { context }: DoctorCase,
  tool: string,
  args: readonly string[],
): Promise<string> {
  const { effects } = context;
  const program = await findProgram(effects, tool);
  if (program === null) return '';
  try {
    const { stdout, stderr } = await effects.run({ program, args, timeoutMs: 10_000 });
    return stdout === '' ? stderr : stdout;
  } catch (error) {
    if (isWeborcaError(error)) return '';
    throw error;
  }
}
