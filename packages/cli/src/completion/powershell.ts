import { firstWords, secondWords, type Completable } from './describe.ts';

export function powershell(all: readonly Completable[], kinds: readonly string[]): string {
  const entries = all.map(
    ({ name, flags }) => `  ${quoted(name)} = @(${flags.map((f) => quoted(f.flag)).join(', ')})`,
  );
  const seconds = [...secondWords(all)].map(
    ([first, words]) => `  ${quoted(first)} = @(${words.map((word) => quoted(word)).join(', ')})`,
  );
  const named = all.filter(({ takesName }) => takesName).map(({ name }) => quoted(name));
  const kinded = all.filter(({ takesKind }) => takesKind).map(({ name }) => quoted(name));
  return [
    'Register-ArgumentCompleter -Native -CommandName weborca-cert -ScriptBlock {',
    '  param($wordToComplete, $commandAst, $cursorPosition)',
    '  $flags = @{',
    ...entries.map((line) => `  ${line}`),
    '  }',
    '  $seconds = @{',
    ...seconds.map((line) => `  ${line}`),
    '  }',
    '  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })',
    "  $typed = $words.Count - [int]($wordToComplete -ne '')",
    "  $first = if ($words.Count -gt 0) { $words[0] } else { '' }",
    '  $both = if ($words.Count -gt 1) { "$first $($words[1])" } else { $first }',
    `  $found = if ($typed -eq 0) { @(${firstWords(all)
      .map((word) => quoted(word))
      .join(', ')}) }`,
    "    elseif ($wordToComplete -like '-*') { if ($flags[$both]) { $flags[$both] } else { $flags[$first] } }",
    '    elseif ($typed -eq 1 -and $seconds[$first]) { $seconds[$first] }',
    `    elseif (($typed -eq 1 -and @(${named.join(', ')}) -contains $first) -or`,
    `      ($typed -eq 2 -and @(${named.join(', ')}) -contains $both)) { weborca-cert completion names 2>$null }`,
    `    elseif ($typed -eq 3 -and @(${kinded.join(', ')}) -contains $both) { @(${kinds
      .map((kind) => quoted(kind))
      .join(', ')}) }`,
    '  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
    '  }',
    '}',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
