import { isPowershellBlock } from '../../powershell-block.ts';
import { kindWord, reason } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, printedLines, t, whole } from '../text.ts';
import type { Outlook } from '../types.ts';

/** What is told once, and by which option. */
const toldBy: ReadonlyMap<string, string> = new Map([
  ['password-unknown', '--password-file'],
  ['key-password-unknown', '--key-password-file'],
]);

const consumerCause = {
  ja(why: string, { scheduled }: Outlook, doing?: 'add'): string {
    if (doing === 'add')
      return 'この利用先は加えていません。原因を直してから、もう一度加えてください。';
    const option = toldBy.get(why);
    if (option !== undefined) {
      return t`weborca-cert deploy ${option} ファイル名 で一度指定してください。本人だけが読める場所に覚えておきます。`;
    }
    return why === 'record-unreadable'
      ? '読めない記録を別の場所へ移し、利用先のファイルと、隣に残した .old-* を確かめてから、weborca-cert deploy を実行してください。'
      : `原因を直してから weborca-cert deploy を実行してください。${scheduled ? '次の定期実行でもやり直します。' : ''}`;
  },
  en(why: string, { scheduled }: Outlook, doing?: 'add'): string {
    if (doing === 'add') return 'It was not added. Correct the cause, and add it again.';
    const option = toldBy.get(why);
    if (option !== undefined) {
      return t`Give it once: weborca-cert deploy ${option} FILE. It is stored where only you can read it.`;
    }
    return why === 'record-unreadable'
      ? 'Move the unreadable record elsewhere, check the consumer files and the .old-* files beside them, then run weborca-cert deploy.'
      : `Fix the cause, then run weborca-cert deploy.${scheduled ? ' The next scheduled run also tries again.' : ''}`;
  },
};

/** PowerShell's is for Windows, where the system itself can be asked. */
const asAdministrator = {
  ja: (command: string): string =>
    lines(
      isPowershellBlock(command)
        ? 'weborca-cert deploy --elevate で、管理者の許可を求めて更新できます。管理者の PowerShell で次を実行しても同じです。'
        : '権限のある人が次を実行してください。そのあと weborca-cert deploy で確かめられます。',
      whole(command),
    ),
  en: (command: string): string =>
    lines(
      isPowershellBlock(command)
        ? "weborca-cert deploy --elevate asks for administrator rights and updates it. An administrator's PowerShell can do the same with:"
        : 'Someone with the permissions has to run this. Then check with weborca-cert deploy.',
      whole(command),
    ),
};

export const consumers = ofErrors({
  'consumer-failed': {
    ja: ({ kind, path, reason: why, at, command, exitCode, output, doing }, here) => ({
      message:
        kind === 'command'
          ? t`コマンド ${path} が失敗しました (${reason.ja(why)}${at === undefined ? '' : t`: ${at}`})。`
          : t`${kindWord.ja(kind)} ${path} を更新できません (${reason.ja(why)}${at === undefined ? '' : t`: ${at}`})。`,
      hint: lines(
        doing === 'add' ? undefined : '証明書そのものは保管庫にあり、問題ありません。',
        exitCode === undefined ? undefined : t`終了コードは ${exitCode} です。`,
        output === undefined ? undefined : lines('プログラムの最後の出力:', printedLines(output)),
        command === undefined ? consumerCause.ja(why, here, doing) : asAdministrator.ja(command),
      ),
    }),
    en: ({ kind, path, reason: why, at, command, exitCode, output, doing }, here) => ({
      message:
        kind === 'command'
          ? t`The command ${path} failed (${reason.en(why)}${at === undefined ? '' : t`: ${at}`}).`
          : t`The consumer ${kindWord.en(kind)} (${path}) could not be updated (${reason.en(why)}${at === undefined ? '' : t`: ${at}`}).`,
      hint: lines(
        doing === 'add' ? undefined : 'The certificate itself is safe in the store.',
        exitCode === undefined ? undefined : t`Exit code ${exitCode}.`,
        output === undefined ? undefined : lines('Last output:', printedLines(output)),
        command === undefined ? consumerCause.en(why, here, doing) : asAdministrator.en(command),
      ),
    }),
  },
});
