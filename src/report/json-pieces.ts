/**
 * A document as JSON in pieces: a capture with a million connections is larger than one string may be.
 * Each element of a top-level array stands on a line of its own, which grep and diff like.
 */

export function* jsonPieces(document: object): Generator<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}: `;
    if (Array.isArray(value)) yield* arrayPieces(value);
    else yield JSON.stringify(value);
    before = ',\n';
  }
  yield before === '{\n' ? '{}\n' : '\n}\n';
}

function* arrayPieces(elements: readonly unknown[]): Generator<string> {
  let before = '[\n';
  for (const element of elements) {
    yield before + JSON.stringify(element);
    before = ',\n';
  }
  yield elements.length === 0 ? '[]' : '\n]';
}
