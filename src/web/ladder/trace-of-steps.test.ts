import { expect, test } from 'vitest';
import type { ConnectionReport, LadderStep } from '../../engine/index.ts';
import { titleOf } from './frame-words.ts';
import { rowsOf } from './rows.ts';
import { traceOfSteps } from './trace-of-steps.ts';

function step(fields: Partial<LadderStep>): LadderStep {
  return {
    frame: 1,
    folded: 0,
    atS: 0,
    from: 'client',
    label: '',
    kind: 'data',
    cited: false,
    retransmission: false,
    ...fields,
  };
}

const ends = {
  client: { address: '10.0.0.5', port: 1 },
  server: { address: '10.0.3.7', port: 80 },
  start: '',
};

test.each([
  [{ kind: 'syn', label: 'SYN' }, 'SYN', 0],
  [{ kind: 'syn', label: 'SYN,ACK' }, 'SYN, ACK', 0],
  [{ kind: 'data', label: 'GET /a (70 bytes)' }, 'GET /a', 70],
  [{ kind: 'data', label: 'data (9 bytes) FIN' }, 'data, FIN', 9],
  [{ kind: 'data', label: 'HTTP 200 (1448 bytes)', folded: 3 }, 'HTTP 200 (+3 more)', 1448],
  [{ kind: 'fin', label: 'FIN,ACK' }, 'FIN, ACK', 0],
  [{ kind: 'rst', label: 'RST' }, 'RST', 0],
  [{ kind: 'rst', label: 'RST,ACK' }, 'RST, ACK', 0],
  [{ kind: 'keep-alive', label: 'keep-alive probe' }, 'keep-alive probe', 0],
  [{ kind: 'ack', label: 'ACK' }, 'ACK', 0],
] as const)('the step %j is drawn as %s', (fields, title, length) => {
  const trace = traceOfSteps({ stream: 0, ...ends, ladder: [step(fields)] } as unknown as ConnectionReport);
  const frame = trace?.frames[0];
  expect(frame && titleOf(frame)).toBe(title);
  // What the document does not say is not made up.
  expect(frame).toMatchObject({ length, seq: null, ack: null, window: null });
  expect(trace?.totalFrames).toBeNull();
});

test('what came between the handshake and the last steps is not called silence', () => {
  const ladder = [
    step({ kind: 'syn', label: 'SYN' }),
    step({ atS: 40, label: 'GET / (9 bytes)' }),
    step({ atS: 50, kind: 'rst', label: 'RST' }),
  ];
  const trace = traceOfSteps({ stream: 0, ...ends, ladder } as unknown as ConnectionReport);
  const rows = rowsOf(trace?.frames ?? [], new Set(), new Set());
  expect(rows.map(({ kind }) => kind)).toEqual(['frame', 'fold', 'frame', 'silence', 'frame']);
});

test('without a ladder in the document there is none', () => {
  expect(traceOfSteps({ stream: 0, ...ends } as unknown as ConnectionReport)).toBeNull();
});
