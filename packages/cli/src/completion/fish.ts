import { namesCommand, type Completable } from './describe.ts';

export function fish(all: readonly Completable[], kinds: readonly string[]): string {
  const lines = all.flatMap(({ name, summary, flags, takesName, takesKind }) => {
    const [first = '', second] = name.split(' ');
    const seen = `__fish_seen_subcommand_from ${first}`;
    const head =
      second === undefined
        ? `complete -c weborca-cert -n __fish_use_subcommand -a ${first} -d ${quoted(summary)}`
        : `complete -c weborca-cert -n ${quoted(seen)} -a ${second} -d ${quoted(summary)}`;
    const group =
      second === undefined ? [] : [`complete -c weborca-cert -n __fish_use_subcommand -a ${first}`];
    const where =
      second === undefined ? seen : `${seen}; and __fish_seen_subcommand_from ${second}`;
    const own = flags.map(({ flag, takesValue }) => {
      const value = takesValue ? ' -r' : '';
      return `complete -c weborca-cert -n ${quoted(where)} -l ${flag.slice(2)}${value}`;
    });
    const words = [
      ...(takesName ? [`(${namesCommand})`] : []),
      ...(takesKind ? [kinds.join(' ')] : []),
    ].map((offered) => `complete -c weborca-cert -n ${quoted(where)} -a ${quoted(offered)}`);
    return [...group, head, ...own, ...words];
  });
  return `${[...new Set(lines)].join('\n')}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
