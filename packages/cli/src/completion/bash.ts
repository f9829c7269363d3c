import { firstWords, namesCommand, secondWords, type Completable } from './describe.ts';

export function bash(all: readonly Completable[], kinds: readonly string[]): string {
  const flags = all.map(
    ({ name, flags: own }) => `    '${name}') words='${own.map((f) => f.flag).join(' ')}' ;;`,
  );
  const seconds = [...secondWords(all)].map(
    ([first, second]) => `    '${first}') words='${second.join(' ')}' ;;`,
  );
  const named = all.filter(({ takesName }) => takesName).map(({ name }) => name);
  // The place of the first word after `COMMAND`, and after `COMMAND SUBCOMMAND`.
  const patterns = named.map((name) => (name.includes(' ') ? `'${name} '*3` : `'${name} '*2`));
  const kinded = all.filter(({ takesKind }) => takesKind).map(({ name }) => `'${name} '*4`);
  return [
    '_weborca_cert() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" first="${COMP_WORDS[1]}" words=\'\'',
    '  local both="$first ${COMP_WORDS[2]}"',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words='${firstWords(all).join(' ')}'`,
    '  elif [[ "$current" == -* ]]; then',
    '    case "$both" in',
    ...flags.filter((line) => /'\w+ \w+'\)/.test(line)),
    '    *) case "$first" in',
    ...flags.filter((line) => !/'\w+ \w+'\)/.test(line)),
    '    esac ;;',
    '    esac',
    '  elif [ "$COMP_CWORD" -eq 2 ]; then',
    '    case "$first" in',
    ...seconds,
    `    'help') words='${firstWords(all).join(' ')}' ;;`,
    "    'completion') words='bash zsh fish powershell' ;;",
    '    esac',
    '  fi',
    '  if [ -z "$words" ] && [[ "$current" != -* ]]; then',
    '    case "${COMP_WORDS[*]:1:2} $COMP_CWORD" in',
    `    ${patterns.join('|')}) words="$(${namesCommand})" ;;`,
    `    ${kinded.join('|')}) words='${kinds.join(' ')}' ;;`,
    '    esac',
    '  fi',
    '  if [ -n "$words" ]; then',
    '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '  else',
    '    COMPREPLY=($(compgen -f -- "$current"))',
    '  fi',
    '}',
    'complete -o filenames -F _weborca_cert weborca-cert',
    '',
  ].join('\n');
}
