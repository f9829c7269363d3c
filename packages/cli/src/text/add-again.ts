import type { FilesInUse } from '@weborca-cert/core';

/** The command that writes the configuration's entry anew for what the store has. */
export function addAgain(name: string, { p12File, passwordFile }: FilesInUse): string {
  return `weborca-cert add "${p12File}" --password-file "${passwordFile}" --name ${name} --no-in-place`;
}
