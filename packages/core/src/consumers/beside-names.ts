/**
 * What another program has renewed beside a file, by its name: `client.p12.20261122` beside
 * `client.p12`, and beside `client.p12.20231122` (receipt viewer, guide); of files called
 * `<yyyyMMddHHmmss>.<suffix>` the others of that suffix (panda, monsiaj). The latest first. Pure.
 *
 * @param own the file's own name
 * @param names of everything in its folder
 */
export function renewedNames(own: string, names: readonly string[]): readonly string[] {
  const stem = own.replace(/\.\d{8}$/, '');
  const suffix = /^\d{14}(\.[a-z0-9]+)$/i.exec(own)?.[1] ?? null;
  const isRenewed = (name: string): boolean =>
    (name.startsWith(`${stem}.`) && /^\d{8}$/.test(name.slice(stem.length + 1))) ||
    (suffix !== null && name.endsWith(suffix) && /^\d{14}$/.test(name.slice(0, -suffix.length)));
  return names
    .filter((name) => name !== own && isRenewed(name))
    .toSorted()
    .toReversed();
}
