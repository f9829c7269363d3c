import { writeFileSync } from 'node:fs';
import path from 'node:path';

const projectFiles = 2000;

/** How many of its lines name a certificate file. */
export const projectLines = projectFiles / 2;

/** Settings of many clinics; every second file names a certificate file that is not there. */
export function makeProject(folder: string): void {
  const filler = 'timeout: 30\nurl: https://weborca.cloud.orcamo.jp/\n'.repeat(40);
  for (let index = 0; index < projectFiles; index += 1) {
    const line = index % 2 === 0 ? `p12: certs/client${index}.p12\n` : '';
    writeFileSync(path.join(folder, `clinic-${index}.yaml`), `${filler}${line}`);
  }
}
