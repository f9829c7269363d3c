import { plain, textWidth } from './width.ts';

const hiragana = 'ぁ-ゖ゙-ゟ';
const closers = '、。，．・：；？！)）」』】〕〉》”’ーァィゥェォッャュョ々…,.:;?!%';
const opening = /[(（「『【〔〈《“‘"']$/;
const closing = new RegExp(`^[${closers}${hiragana}]`);
/** A phrase does not end in them: they join verbs (`やり直す`, `受け入れる`). */
const joining = 'いきぎしじちぢひびぴみりえけげせぜめれべぺ';
/** Between two phrases: what ends in hiragana or a mark, and what begins with neither. */
const betweenPhrases = new RegExp(
  String.raw`(?<=(?![${joining}])[${hiragana}、。，．・：；？！）」』】])(?=[^${closers}${hiragana}\u001B])`,
);
const wide = '\\u3000-\\u30FF\\u3400-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF';
const letters = new RegExp(
  String.raw`(?:\u001B\[[0-9;]*m)+|[ァ-ヺー]+|[${wide}]|[^\u001B${wide}]+`,
  'gu',
);
const path = /^["'(（「]*(?:~|\.{0,2}|[A-Za-z]:)[\\/]/;
const weekday = /^\((?:[日月火水木金土]|Sun|Mon|Tue|Wed|Thu|Fri|Sat)\)/;
const particle = /^[をでのとはがにもへ、。]/;

/**
 * Parts between which a line may be broken, each with the blanks behind it; the indent is the
 * first's. English breaks between words. Japanese breaks where a reader pauses: at the end of a
 * phrase, which is where hiragana ends; only what is wider than the room breaks elsewhere, by the
 * rules of kinsoku (JIS X 4051). A path stays whole, and so does `weborca-cert renew --force` with
 * the name in it: people copy them.
 */
export function unitsOf(line: string, room: number): readonly string[] {
  const units: string[] = [];
  const words = line.match(/\s+|\S+/g) ?? [];
  for (const [index, word] of words.entries()) {
    const before = units.at(-1) ?? '';
    const isName = isArgument(before, word, words[index + 2] ?? '');
    for (const piece of isName ? [word] : piecesOf(word, room)) {
      const last = units.at(-1);
      if (last !== undefined && (isName || isGlued(last, piece)) && fits(last, piece, room))
        units[units.length - 1] = last + piece;
      else units.push(piece);
    }
  }
  return units;
}

function fits(before: string, piece: string, room: number): boolean {
  // The indent, a lone mark and colours belong to what follows, blanks to what is before them.
  const alone = /^[\s✔✖–!→]*$/.test(plain(before)) || plain(piece).trim() === '';
  return alone || textWidth((before + piece).trimEnd()) <= room;
}

function piecesOf(word: string, room: number): readonly string[] {
  if (path.test(plain(word))) return word.split(/(?<=、)/);
  return word
    .split(betweenPhrases)
    .flatMap((phrase) => (textWidth(phrase) <= room ? [phrase] : (phrase.match(letters) ?? [])));
}

function isGlued(before: string, piece: string): boolean {
  const [text, next] = [plain(before), plain(piece)];
  if (/^[\s✔✖–!→]*$/.test(text) || next.trim() === '') return true;
  // `127.0.0.1 による`: Japanese sets blanks around what is in Latin letters.
  if (opening.test(text) || particle.test(next) || weekday.test(next)) return true;
  return (closing.test(next) && !/\s$/.test(text)) || isOfCommand(text, next);
}

function isOfCommand(before: string, piece: string): boolean {
  const words = commandIn(before);
  if (words === null) return false;
  return words.length === 1 ? /^[a-z]/.test(piece) : /^--?[a-z]/.test(piece);
}

/** The words of a line that is pasted, each option with its value; the indent is the first's. */
export function wordsOfCommand(line: string): readonly string[] {
  const words = line.match(
    /^\s*(?:→ )?weborca-cert [a-z]+(?: [a-z]+)? ?|(?:'[^']*'|"[^"]*"|[^\s'"])+ ?/g,
  );
  const units: string[] = [];
  for (const word of words ?? []) {
    const last = units.at(-1) ?? '';
    if (/^--[a-z-]+ $/.test(last) && !word.startsWith('-')) units[units.length - 1] = last + word;
    else units.push(word);
  }
  return units;
}

/** A name in Japanese behind a command, and not the sentence that goes on there. */
function isArgument(before: string, word: string, next: string): boolean {
  const words = commandIn(plain(before));
  if (words === null || words.length < 2) return false;
  const name = plain(word);
  if (!/[^ -~]/.test(name) || /[、。]/.test(name)) return false;
  return !particle.test(name) || /^[でを]/.test(next);
}

/** The command that a text ends in the midst of: its words. */
function commandIn(before: string): readonly string[] | null {
  if (!/(?:^|[\s(])weborca-cert(?: .*)?\s$/.test(before)) return null;
  return before.slice(before.lastIndexOf('weborca-cert')).trim().split(/\s+/);
}
