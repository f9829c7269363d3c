import { firstWords, secondWords, type Completable } from './describe.ts';

export function bash(all: readonly Completable[]): string {
  const flags = all.map(
    ({ name, flags: own }) => `    '${name}') words='${own.map((f) => f.flag).join(' ')}' ;;`,
  );
  const seconds = [...secondWords(all)].map(
    ([first, second]) => `    '${first}') words='${second.join(' ')}' ;;`,
  );
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
