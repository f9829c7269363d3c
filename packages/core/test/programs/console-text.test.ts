import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePageCall, codePageIn, decodeConsole } from '../../src/programs/console-text.ts';

const never = (): Promise<null> => {
  throw new Error('asked');
};
const page = (number: number | null) => () => Promise.resolve(number);

/** ﾐｷ, which is also UTF-8 for з. */
const miki = Uint8Array.of(0xd0, 0xb7);

test('a half-width name is read by the code page', async () => {
  expect(await decodeConsole(miki, page(932))).toBe('ﾐｷ');
  expect(await decodeConsole(miki, page(65_001))).toBe('з');
  expect(await decodeConsole(miki, page(null))).toBe('з');
  const list = Buffer.concat([Buffer.from('CLINIC\\'), miki, Buffer.from(':(OI)(CI)(F)\r\n')]);
  expect(await decodeConsole(list, page(932))).toBe('CLINIC\\ﾐｷ:(OI)(CI)(F)\r\n');
});

test('what is no UTF-8 is code page 932 without asking', async () => {
  // 花子 beside ﾐｷ
  const bytes = Uint8Array.of(0x89, 0xd4, 0x8e, 0x71, 0xd0, 0xb7);
  expect(await decodeConsole(bytes, never)).toBe('花子ﾐｷ');
});

test('Japanese in UTF-8 stays what it is, and nobody is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[ -~]{0,9}[ぁ-んァ-ヶ一-龠ｱ-ﾝ][ -~ぁ-んァ-ヶ一-龠ｱ-ﾝ]{0,9}$/),
      async (text) => {
        expect(await decodeConsole(Buffer.from(text), never)).toBe(text);
      },
    ),
  );
});

test('the code page as `reg query` prints it', () => {
  const call = codePageCall({ SystemRoot: String.raw`D:\Windows` });
  expect(call.program).toBe(String.raw`D:\Windows\System32\reg.exe`);
  const key = String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Nls\CodePage`;
  expect(codePageIn(`\r\n${key}\r\n    OEMCP    REG_SZ    932\r\n\r\n`)).toBe(932);
  expect(codePageIn('ERROR')).toBeNull();
});
