import { expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/explain-markdown.ts';
import { renderExplain } from '../../src/report/explain-text.ts';
import * as documents from './documents.ts';

const stories = {
  'keepalive-race': documents.keepaliveRace(),
  'idle-reset-delayed': documents.idleResetDelayed(),
  'response-timeout': documents.responseTimeout(),
  'connection-refused': documents.connectionRefused(),
  'network-loss': documents.networkLoss(),
  'injected-reset': documents.injectedReset(),
  mixed: documents.mixed(),
  healthy: documents.healthy(),
};

test.each(Object.entries(stories))('%s reads as the expected story at 80 columns', async (name, document) => {
  const text = renderExplain(document, { width: 80, color: false });
  await expect(text).toMatchFileSnapshot(`expected/${name}.expected.txt`);
});

test.each(Object.entries(stories))('%s reads as the expected ticket', async (name, document) => {
  await expect(renderMarkdown(document)).toMatchFileSnapshot(`expected/${name}.expected.md`);
});

test('colour adds nothing: without its escape sequences the text is the plain one', () => {
  const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  for (const document of Object.values(stories)) {
    const coloured = renderExplain(document, { width: 80, color: true, all: true });
    expect(coloured).toMatch(colour);
    expect(coloured.replace(colour, '')).toBe(
      renderExplain(document, { width: 80, color: false, all: true }),
    );
  }
});

test.each([60, 80, 100, 160])(
  'at %d columns no line but a filter, a snippet or a table is wider',
  (width) => {
    for (const document of Object.values(stories)) {
      for (const line of renderExplain(document, { width, color: false }).split('\n')) {
        if (/Wireshark|^ {6}\S|act: /.test(line)) continue;
        expect([...line].length, line).toBeLessThanOrEqual(Math.min(width, 100));
      }
    }
  },
);

test('with very many incidents the first few are told and the others are named', () => {
  const incidents = Array.from({ length: 60 }, (_, i) => documents.incident('keepalive-race', [i]));
  const many = documents.document([], incidents);
  const text = renderExplain(many, { width: 80, color: false });
  expect(text).toContain('and 40 more incidents');
  expect(text).toContain('── 5. keepalive-race');
  expect(text).not.toContain('── 6. keepalive-race');
  expect(renderExplain(many, { width: 80, color: false, all: true })).toContain('── 60. keepalive-race');
});

test.each([
  ['no frames at all', { frames: 0, tcpSegments: 0 }, 'This capture holds no frames.'],
  [
    'frames, but no TCP',
    { frames: 7, tcpSegments: 0 },
    'No TCP in this capture: 7 frames, none of them TCP.',
  ],
  ['nothing that matches', {}, 'No TCP connection in this capture matches what was asked for.'],
])('a capture with %s says so', (_, capture, sentence) => {
  const empty = documents.document([], [], { connections: 0 }, capture);
  expect(renderExplain(empty, { width: 80, color: false })).toBe(`${sentence}\n`);
});

test('an ending without an explanation is neither an alarm nor calm', () => {
  const odd = documents.connection(1, 'unexplained', { harm: 'unknown' });
  const text = renderExplain(documents.document([odd], [], { unexplained: 1 }), { width: 80, color: false });
  expect(text).toMatch(
    /^No known harm, but 1 of 40 connections ended in a way that this capture does not\sexplain\./,
  );
});
