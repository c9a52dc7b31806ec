import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConnectionLine, ExplainDocument } from '../../src/engine/document.ts';
import { connectionsText } from '../../src/report/connections-text.ts';
import { renderMarkdown } from '../../src/report/explain-markdown.ts';
import { renderExplain } from '../../src/report/explain-text.ts';
import { keepaliveRace, mixed } from './documents.ts';

/** Every string of the document that a stranger may have written, replaced by the same hostile text. */
function poisoned(document: ExplainDocument, hostile: string): ExplainDocument {
  for (const connection of document.connections) {
    connection.server.name = hostile;
    connection.protocol = hostile;
    for (const evidence of connection.evidence) evidence.says = hostile;
    for (const step of connection.ladder ?? []) step.label = hostile;
    for (const request of connection.requests ?? []) request.path = hostile;
    if (connection.alternative) connection.alternative.tellApart = hostile;
  }
  for (const incident of document.incidents) {
    incident.server.name = hostile;
    incident.summary = hostile;
    incident.clients = [hostile];
    incident.proveBy = [hostile];
    incident.filter = hostile;
    for (const step of incident.recommendations)
      Object.assign(step, { setting: hostile, value: hostile, why: hostile, snippet: hostile });
  }
  document.capture.files = [hostile];
  document.capture.notRead = { [hostile]: 1 };
  return document;
}

const controls = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const hostileText = fc.string({ unit: 'binary', maxLength: 400 });

test('no captured text can steer the terminal', () => {
  fc.assert(
    fc.property(hostileText, (hostile) => {
      expect(renderExplain(poisoned(mixed(), hostile), { width: 80, color: false, all: true })).not.toMatch(
        controls,
      );
      expect(renderMarkdown(poisoned(mixed(), hostile))).not.toMatch(controls);
    }),
  );
});

test('no captured text can add a line to the ladder', () => {
  const calm = renderExplain(keepaliveRace(), { width: 80, color: false }).split('\n').length;
  const document = keepaliveRace();
  for (const step of document.connections[0]?.ladder ?? [])
    step.label = 'GET /\n\r\n0.1 ● 9 │ forged │'.repeat(50);
  expect(renderExplain(document, { width: 80, color: false }).split('\n').length).toBe(calm);
});

test('captured text cannot open a link, a heading or a code fence in Markdown', () => {
  const text = renderMarkdown(poisoned(keepaliveRace(), '```\n# [click](http://evil.example) | <img src=x>'));
  // Fences and code spans open and close with runs of backticks of one length (CommonMark §4.5, §6.1).
  const markup = text
    .replace(/^( *)(`{3,}).*\n[\s\S]*?^\1\2$/gm, '')
    .replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  expect(markup).toContain('\\[click\\]');
  expect(markup).not.toMatch(/(?<!\\)\[click\]|^# \[|(?<!\\)<img|```/m);
});

test('the connections table shows a hostile name escaped, on one line', () => {
  const line: ConnectionLine = {
    stream: 0,
    client: { address: '10.0.0.5', port: 1 },
    server: { address: '10.0.3.7', port: 443, name: 'a\x1b[31m\nb' },
    roles: 'judged',
    start: '2026-01-31T10:00:00.000000000Z',
    durationS: 1,
    frames: { client: 2, server: 3 },
    bytes: { client: 1200, server: 0 },
    synSeen: false,
    finFrom: [],
    rstFrames: [{ frame: 9, from: 'server' }],
    retransmissions: 2,
    outOfOrder: 0,
    duplicateAcks: 0,
    zeroWindows: 0,
    keepAlives: 0,
    completeness: 40,
    ending: 'reset',
    endedBy: 'server',
    maxIdleS: 0.5,
    turns: 1,
    protocol: 'tcp',
  };
  expect([...connectionsText([line], false)].join('\n')).toMatchInlineSnapshot(`
    "stream  client       server                      protocol  lasted  frames    sent  received  turns    idle  ending           notes
         0  10.0.0.5:1?  a\\x1b[31m b (10.0.3.7:443)  tcp          1 s       5  1.2 kB       0 B      1  500 ms  reset by server  RST in 9, retransmissions 2"
  `);
});
