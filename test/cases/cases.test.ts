/** Every page under this folder is a test: its segments get its verdict. */
import { describe, expect, test } from 'vitest';
import { captureOf } from './capture.ts';
import { readCases } from './case-file.ts';
import { parseScript } from './script.ts';
import { actualOf, analyse, expectedOf, uncitedFrames } from './verdicts.ts';

const cases = readCases();

describe.each(cases)('$name: $title', (page) => {
  const script = parseScript(page.segments);
  const capture = captureOf(script);

  test('gets the verdict that the page says', () => {
    const document = analyse(capture).document({ all: true });
    const expected = expectedOf(page, script);
    expect(actualOf(document, expected)).toEqual(expected);
    expect(uncitedFrames(script, document), 'not cited').toEqual([]);
  });

  test('gets the same causes where healthy connections are forgotten', () => {
    const causesOf = (keepAll: boolean): string[] =>
      analyse(capture, keepAll)
        .document({ all: true })
        .connections.map(({ stream, cause, harm }) => `${stream} ${cause} ${harm}`);
    expect(causesOf(false)).toEqual(causesOf(true));
  });

  test('says its rule', () => {
    expect(page.rule).toMatch(/[A-Z].{20,}\./s);
  });
});
