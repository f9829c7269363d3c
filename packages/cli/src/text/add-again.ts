import { join } from 'node:path';

/** The command that writes the configuration's entry anew for what the store has. */
export function addAgain(name: string, folder: string): string {
  const [p12, password] = ['certificate.p12', 'password.txt'].map(
    (file) => `"${join(folder, file)}"`,
  );
  return `weborca-cert add ${p12} --password-file ${password} --name ${name} --no-in-place`;
}
