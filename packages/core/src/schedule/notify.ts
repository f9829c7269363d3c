import type { Effects, ProgramCall } from '../effects.ts';
import { powershell, textExpression } from '../stores/powershell.ts';
import { findProgram } from '../programs/find.ts';

export interface Notification {
  readonly title: string;
  readonly body: string;
}

type Call = Pick<ProgramCall, 'program' | 'args' | 'stdin'>;

/**
 * The call that shows a notification on the desktop; null where there is no way to. Title and body
 * are told as data, never as part of a script.
 */
export async function notificationCall(
  effects: Pick<Effects, 'env' | 'platform' | 'files'>,
  notification: Notification,
): Promise<Call | null> {
  if (effects.platform === 'win32') return toastCall(effects.env, notification);
  if (effects.platform === 'darwin') return osascriptCall(notification);
  const program = await findProgram(effects, 'notify-send');
  return program === null ? null : notifySendCall(program, notification);
}

/** libnotify's notify-send(1). Critical: it stays until somebody has seen it. */
export function notifySendCall(program: string, { title, body }: Notification): Call {
  // The body may hold markup (Desktop Notifications Specification); ours is text.
  const text = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const options = ['--app-name=weborca-cert', '--urgency=critical', '--icon=dialog-warning'];
  return { program, args: [...options, '--', title, text] };
}

const appleScript = [
  'on run argv',
  'display notification (item 2 of argv) with title (item 1 of argv)',
  'end run',
].join('\n');

/** The script on standard input, what it shows as its arguments. */
export function osascriptCall({ title, body }: Notification): Call {
  return { program: '/usr/bin/osascript', args: ['-', title, body], stdin: `${appleScript}\n` };
}

// Toasts need a registered application; PowerShell's own is on every Windows.
const powershellId = String.raw`{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe`;

/** A toast (Windows.UI.Notifications, template ToastText02) by Windows PowerShell. */
export function toastCall(env: Effects['env'], { title, body }: Notification): Call {
  const manager =
    '[Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]';
  return powershell(env, [
    `$null = ${manager}`,
    '$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)',
    "$text = $xml.GetElementsByTagName('text')",
    `$null = $text.Item(0).AppendChild($xml.CreateTextNode(${textExpression(title)}))`,
    `$null = $text.Item(1).AppendChild($xml.CreateTextNode(${textExpression(body)}))`,
    '$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)',
    `[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('${powershellId}').Show($toast)`,
  ]);
}
