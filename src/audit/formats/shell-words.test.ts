import { expect, test } from 'vitest';
import { shellWords } from './shell-words.ts';

const variables = new Map([['PORT', '8000']]);
const texts = (text: string): string[] => shellWords(text, 1, variables).map((word) => word.text);

test.each([
  ['gunicorn app:app --keep-alive 75', ['gunicorn', 'app:app', '--keep-alive', '75']],
  [`sh -c "exec puma -p '3000'"`, ['sh', '-c', "exec puma -p '3000'"]],
  ['a --name="b c" d\\ e', ['a', '--name=b c', 'd e']],
  [`a $PORT \${PORT} \${NONE:-5} \${NONE} $(PORT)`, ['a', '8000', '8000', '5', `\${NONE}`, '$(PORT)']],
  ['migrate && exec gunicorn; done', ['migrate', '&&', 'exec', 'gunicorn', ';', 'done']],
  ["it's", ["it's"]],
])('%s', (text, words) => {
  expect(texts(text)).toEqual(words);
});

test('a continued line keeps the lines of its words', () => {
  expect(shellWords('gunicorn \\\n  --timeout 30 \\\n  --keep-alive 5', 7)).toEqual([
    { text: 'gunicorn', line: 7 },
    { text: '--timeout', line: 8 },
    { text: '30', line: 8 },
    { text: '--keep-alive', line: 9 },
    { text: '5', line: 9 },
  ]);
});
