/**
 * One field of each line in `/proc/self/mounts` or `mountinfo` (proc(5)), in which blank, tab, line
 * end and backslash are three octal digits.
 */
export function mountFields(table: string, field: number): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const written = line.split(' ')[field] ?? '';
    const read = written.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCodePoint(Number.parseInt(octal, 8)),
    );
    return read === '' ? [] : [read];
  });
}
