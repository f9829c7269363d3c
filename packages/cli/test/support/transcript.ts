import type { Clinic } from './clinic.ts';

/** What differs from run to run, replaced by something of the same width: tables stay aligned. */
export function stable(text: string, { folder, home, simulator }: Clinic): string {
  const ports = [simulator.api, simulator.weborca].map((url) => new URL(url).port);
  let result = squeezed(text, folder).replaceAll(home, '~').replaceAll(folder, '/mnt');
  for (const port of ports) result = result.replaceAll(port, '9'.repeat(port.length));
  return (
    result
      .replaceAll(/\d{4}-\d\d-\d\d \([日月火水木金土]\)/g, '2029-01-31 (水)')
      .replaceAll(/\d{4}-\d\d-\d\d \((?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)\)/g, '2029-01-31 (Wed)')
      .replaceAll(/\d{4}-\d\d-\d\d(?! \()/g, '2029-01-31')
      .replaceAll(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, '20290131T093000Z-0123abcd')
      .replaceAll(/\d{8}T\d{6}Z(?!-)/g, '20290131T093000Z')
      // The second backup of one second has a number.
      .replaceAll(/\b\d{8}-\d{6}-(client\d+)-\d+/g, '20290131-093000-$1')
      .replaceAll(/\b\d{8}-\d{6}-/g, '20290131-093000-')
      .replaceAll(/\b\d\d:\d\d\b/g, '09:30')
      .replaceAll(/(?:[0-9A-F]{4} ){7}[0-9A-F]{4}/g, Array(8).fill('0AF9').join(' '))
      .replaceAll(/\b[0-9A-F]{30,40}\b/g, '0123456789ABCDEF')
      .replaceAll(/\b\d,\d{3}( バイト| bytes)/g, '3,456$1')
  );
}

/** A table with a path in the middle is as wide as this machine's temporary folder is long. */
function squeezed(text: string, folder: string): string {
  return text
    .split('\n\n')
    .map((block) => {
      const isTable = block.split('\n').some((line) => /\S {2}/.test(line.split(folder)[1] ?? ''));
      return isTable ? block.replaceAll(/(?<=\S) {2,}/g, '   ') : block;
    })
    .join('\n\n');
}
