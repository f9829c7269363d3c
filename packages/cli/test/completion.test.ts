import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands/index.ts';
import { describeCommands } from '../src/completion/describe.ts';
import { renderCompletion, shells } from '../src/completion/index.ts';
import { commandNames } from '../src/help/types.ts';

/** What bash offers for the last word. */
async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const script = renderCompletion('bash', await describeCommands(commands, 'en'), [
    'manual',
    'pem',
  ]);
  const quoted = words.map((word) => `'${word}'`).join(' ');
  // What the command itself would tell.
  const names = `weborca-cert() { [ "$*" = 'completion names' ] && printf '%s\\n' clinic-a 本院; }`;
  const ask = `${names}; COMP_WORDS=(weborca-cert ${quoted}); COMP_CWORD=${words.length}; _weborca_cert`;
  const print = 'printf "%s\\n" "${COMPREPLY[@]}"';
  const args = ['--noprofile', '--norc', '-c', `${script}\n${ask}\n${print}`];
  return execFileSync('bash', args, { encoding: 'utf8', cwd: '/' }).trimEnd().split('\n');
}

describe('bash completes', () => {
  test.each([
    { words: ['ren'], offers: ['renew', 'rename'] },
    { words: ['consumers', ''], offers: ['add', 'remove', 'list', 'done', 'grant'] },
    { words: ['renew', '--fo'], offers: ['--force'] },
    { words: ['consumers', 'add', '--js'], offers: ['--json'] },
    { words: ['completion', 'p'], offers: ['powershell'] },
    { words: ['inspect', '/etc/hostn'], offers: ['/etc/hostname'] },
    { words: ['renew', 'cl'], offers: ['clinic-a'] },
    { words: ['status', ''], offers: ['clinic-a', '本院'] },
    { words: ['consumers', 'add', '本'], offers: ['本院'] },
    { words: ['consumers', 'add', 'clinic-a', 'm'], offers: ['manual'] },
    { words: ['consumers', 'list', ''], offers: ['clinic-a', '本院'] },
  ])('$words', async ({ words, offers }) => {
    expect((await complete(...words)).toSorted()).toEqual(offers.toSorted());
  });
});

test.each(shells)('the script for %s knows every command and flag', async (shell) => {
  const all = await describeCommands(commands, 'ja');
  const script = renderCompletion(shell, all, ['push-exchanger']);
  expect(all.map(({ name }) => name)).toEqual(commandNames);
  expect(script).toContain('weborca-cert completion names');
  expect(script).toContain('push-exchanger');
  for (const { name, flags } of all) {
    for (const word of name.split(' ')) expect(script).toContain(word);
    for (const { flag } of flags) {
      expect(script).toContain(shell === 'fish' ? `-l ${flag.slice(2)}` : flag);
    }
  }
});
