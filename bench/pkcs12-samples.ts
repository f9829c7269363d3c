import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Format = 'modern' | 'old';

export interface Sample {
  readonly format: Format;
  readonly iterations: number;
  readonly path: string;
  readonly bytes: Buffer;
}

export const password = 'testpass123';

const source = fileURLToPath(
  new URL('../packages/core/test/vectors/pkcs12/ossl30-none-none.p12', import.meta.url),
);

/** The same throw-away key and certificates, sealed by OpenSSL in both formats at each count. */
export async function prepare(
  counts: readonly number[],
): Promise<{ files: readonly Sample[]; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-pkcs12-'));
  const pem = join(folder, 'all.pem');
  openssl(['-in', source, '-passin', `pass:${password}`, '-nodes', '-out', pem]);
  const files = counts.flatMap((iterations) =>
    (['modern', 'old'] as const).map((format): Sample => {
      const path = join(folder, `${format}-${iterations}.p12`);
      const legacy = format === 'old' ? ['-legacy'] : [];
      const sealing = ['-export', ...legacy, '-in', pem, '-iter', String(iterations)];
      openssl([...sealing, '-passout', `pass:${password}`, '-out', path]);
      return { format, iterations, path, bytes: readFileSync(path) };
    }),
  );
  return { files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', ['pkcs12', ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
}
