import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepaliveRace } from '../../test/report/documents.ts';
import { embedInPage } from './html-report.ts';

const reportPlace = '<script type="application/json" id="whyreset-report">';
const causes = { 'keepalive-race': { title: 'a' }, 'zero-window': { title: 'b' } };
const page = `<p>${reportPlace}</script><script type="application/json" id="whyreset-causes">${JSON.stringify(causes)}</script><script type="text/plain" id="whyreset-worker">engine()</script><script>page()</script>`;

function between(text: string, start: string): string {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf('</script>', from));
}

function report(name: string): string {
  const document = keepaliveRace();
  document.capture.files = [name];
  return embedInPage(page, { document, traces: [] });
}

describe('a report', () => {
  test('holds its document as it is, whatever is written in it', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</script>', '<!--<script>', ']]>', '\u2028', "$&$'$`"),
    );
    fc.assert(
      fc.property(hostile, (name) => {
        const json = between(report(name), reportPlace);
        expect(json).not.toContain('<');
        expect(JSON.parse(json).document.capture.files).toEqual([name]);
      }),
    );
  });

  test('leaves out what it does not need: the engine, and pages about other causes', () => {
    const text = report('a.pcap');
    expect(text).not.toContain('engine()');
    expect(text).toContain('page()');
    expect(JSON.parse(between(text, 'id="whyreset-causes">'))).toEqual({ 'keepalive-race': { title: 'a' } });
  });
});

test('what is offered leaves the page whole', () => {
  const text = embedInPage(page, { offered: [{ name: '</script>', url: 'offered/0', size: 1 }] });
  expect(text).toContain('engine()');
  expect(text).toContain('zero-window');
  expect(JSON.parse(between(text, reportPlace)).offered[0].name).toBe('</script>');
});

test('a file that is not the page is refused', () => {
  expect(() => embedInPage('<p>another page</p>', { offered: [] })).toThrow(TypeError);
});
