import type { Effects } from '../effects.ts';

/** How a certificate gets into the stores of this system. */
export type ImportRoute = 'windows-wizard' | 'windows-wizard-from-wsl' | 'keychain-access' | 'nss';

/** From WSL the browser is the one of Windows. Null: this system has no way that we know. */
export function importRoute({
  platform,
  env,
}: Pick<Effects, 'platform' | 'env'>): ImportRoute | null {
  if (platform === 'win32') return 'windows-wizard';
  if (platform === 'darwin') return 'keychain-access';
  if (platform !== 'linux') return null;
  return env['WSL_DISTRO_NAME'] === undefined ? 'nss' : 'windows-wizard-from-wsl';
}
