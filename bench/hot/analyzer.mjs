// All that is done for each frame: from bytes to connections. Verdicts come once, with finish(), and are not in it.
import { createAnalyzer } from '../../dist/engine/index.js';

export const name = 'analyzer.push()';

export function run(slice) {
  const analyzer = createAnalyzer();
  return slice.replay((bytes) => analyzer.push(bytes));
}
