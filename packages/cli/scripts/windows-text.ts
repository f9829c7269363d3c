const withCrlf = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n');

/** UTF-8 with its mark and CRLF: every Notepad shows it. */
export function toNotepad(text: string): Uint8Array {
  return Buffer.from(`\ufeff${withCrlf(text)}`);
}

/**
 * A batch file for cmd.exe, which reads it line by line in the console's code page: of a Japanese
 * Windows from its first byte, elsewhere after `chcp 932`.
 *
 * @throws Error for a character that is not in it
 */
export function toCodePage932(text: string): Uint8Array {
  const table = codePage932();
  const encoded = Array.from(withCrlf(text), (character) => {
    const bytes = character < '\x80' ? [character.charCodeAt(0)] : table.get(character);
    if (bytes === undefined) throw new Error(`not in code page 932: ${character}`);
    return bytes;
  });
  return Uint8Array.from(encoded.flat());
}

/** Node has the decoder only: what each pair of bytes stands for, turned round. */
function codePage932(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = Array.from(character).length === 1 && character !== '\ufffd';
      if (isOne && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return table;
}
