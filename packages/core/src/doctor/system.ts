import { release } from 'node:os';
import type { DoctorCase } from './case.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

// Node and OpenSSL read further roots from these.
const rootVariables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'] as const;

/** What runs here, and what its environment changes about TLS. */
export function examineSystem({
  context,
  options,
}: Pick<DoctorCase, 'context' | 'options'>): readonly Finding[] {
  const { env, platform } = context.effects;
  const system = `${platform} ${options.release ?? release()} ${process.arch}`;
  const wsl = env['WSL_DISTRO_NAME'] === undefined ? '' : ' (WSL)';
  const version = options.version ?? '';
  return [
    finding('system-described', { version, node: process.versions.node, system: system + wsl }),
    // Any extension can set it for a whole editor (measured); our connections state their own.
    env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? finding('tls-check-off', {})
      : finding('tls-check-on', {}),
    ...rootVariables.flatMap((variable) => {
      const path = env[variable];
      return path === undefined || path === '' ? [] : [finding('roots-added', { variable, path })];
    }),
  ];
}
