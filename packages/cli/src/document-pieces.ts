/** Entries of a list that become text at once. */
const listPart = 100;
/** Characters; a document that is shorter is one piece. */
const pieceSize = 65_536;

/**
 * A JSON document on one line, in pieces: of a list of thousands, the whole text would be most of
 * the memory in use.
 */
export function* documentPieces(document: Readonly<Record<string, unknown>>): Generator<string> {
  let piece = '';
  for (const part of documentParts(document)) {
    piece += part;
    if (piece.length < pieceSize) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* documentParts(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (!Array.isArray(value) || value.length <= listPart) {
      yield JSON.stringify(value);
      continue;
    }
    for (let from = 0; from < value.length; from += listPart) {
      const part = JSON.stringify(value.slice(from, from + listPart)).slice(1, -1);
      yield `${from === 0 ? '[' : ','}${part}`;
    }
    yield ']';
  }
  yield '}\n';
}
