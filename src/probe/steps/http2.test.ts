import { describe, expect, test } from 'vitest';
import {
  closed,
  finished,
  type Line,
  ok,
  opened,
  plainOpened,
  play,
  settings,
  stopped,
  timeUp,
} from '../../../test/probe/playbook.ts';
import { ack, endHeaders, endStream, FrameType, frame, joined, uint32 } from '../h2-frames.ts';
import type { Dialogue, ProbeEvent } from '../machine.ts';
import { http2 } from './http2.ts';

const bytes = (atMs: number, ...frames: Uint8Array[]): ProbeEvent => ({
  kind: 'data',
  atMs,
  bytes: joined(...frames),
});
const serverSettings = frame(FrameType.Settings, 0, 0, new Uint8Array([0, 3, 0, 0, 0, 128]));
const headers = (stream: number) =>
  frame(FrameType.Headers, endHeaders | endStream, stream, new Uint8Array([0x88]));
const goAway = frame(FrameType.GoAway, 0, 0, joined(uint32(1), uint32(0)));
const pong = frame(FrameType.Ping, ack, 0, new Uint8Array(8));
const tls = (alpn: string | null) => ({
  ...plainOpened,
  tlsMs: 5,
  tls: { version: 'TLSv1.3', alpn, cipher: 'x', certificate: null },
});

const preface: Line = ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ok(2)];
const request: Line = [{ do: 'send', isRequest: true }, ok(3)];
const reply: Line = [{ do: 'send', isRequest: false }, ok(4)];
const hello: Line[] = [
  [{ do: 'connect' }, opened(1)],
  preface,
  request,
  [{ do: 'read' }, bytes(4, serverSettings, headers(1))],
  reply,
];
const ping: Line[] = [reply, [{ do: 'read' }, bytes(6.5, pong)]];
const more = (stream: number): Line[] => [request, [{ do: 'read' }, bytes(8, headers(stream))]];
const idle: Line[] = [[{ do: 'close' }, ok(9)]];

const all: Line[] = [
  ...hello,
  ...ping,
  ...more(3),
  ...more(5),
  ...idle,
  [{ do: 'together' }, finished(0, [{ idle: null }])],
];

describe('h2c by prior knowledge', () => {
  test('settings, a PING, a few requests', () => {
    expect(play(http2(settings), all)?.basics).toMatchObject({
      supported: true,
      status: 200,
      settings: { MAX_CONCURRENT_STREAMS: 128 },
      ping: { answered: true, rttMs: 2.5 },
      requestLimit: null,
      requestsTried: 3,
    });
  });

  test('as many requests as were asked for are counted on another connection', () => {
    const counted = { requestLimit: 1000, requestsTried: 1000 };
    const script = [
      ...all.slice(0, -1),
      [{ do: 'together' }, finished(0, [{ idle: null }, counted])] as const,
    ];
    expect(play(http2({ ...settings, countsToTheEnd: true }), script)?.basics).toMatchObject(counted);
  });

  test('a GOAWAY after a request is a limit', () => {
    const script = [
      ...hello,
      ...ping,
      request,
      [{ do: 'read' }, bytes(8, headers(3), goAway)] as const,
      ...idle,
      [{ do: 'together' }, finished(0, [{ idle: null }])] as const,
    ];
    expect(play(http2(settings), script)?.basics).toMatchObject({ requestLimit: 2, requestsTried: 2 });
  });

  test.each([
    [
      'HTTP/1 in answer',
      { kind: 'data', atMs: 5, bytes: new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n') },
    ],
    ['an end', closed(5)],
    ['silence', timeUp(3003)],
  ] as const)('%s is no HTTP/2', (_, event) => {
    expect(play(http2(settings), [...hello.slice(0, 3), [{ do: 'read', untilMs: 3003 }, event]])).toBeNull();
  });
});

describe('over TLS', () => {
  const secured = { ...settings, tls: true };

  test('a server that prefers HTTP/1.1 is asked for HTTP/2 alone, and may not have it', () => {
    const script: Line[] = [
      [{ do: 'connect', alpn: ['h2', 'http/1.1'] }, opened(1, tls('http/1.1'))],
      [{ do: 'connect', alpn: ['h2'] }, opened(1, tls(null))],
    ];
    expect(play(http2(secured), script)).toBeNull();
  });

  test('what it chose of both is told', () => {
    const [, ...rest] = all;
    expect(play(http2(secured), [[{ do: 'connect' }, opened(1, tls('h2'))], ...rest])?.chosen).toBe('h2');
  });
});

describe('idle', () => {
  /** The part that waits, as the step starts it. */
  function idlePart(): Dialogue<unknown> {
    const machine = http2(settings);
    let step = machine.next();
    for (const [, event] of [...hello, ...ping, ...more(3), ...more(5), ...idle]) step = machine.next(event);
    return firstTask(step.value);
  }

  function firstTask(command: unknown): Dialogue<unknown> {
    const [task] = (command as { tasks: readonly Dialogue<unknown>[] }).tasks;
    if (task === undefined) throw new Error('no task');
    return task;
  }

  /** Its first connection. */
  function oneIdle(): Dialogue<unknown> {
    const part = idlePart();
    part.next();
    return firstTask(part.next(ok(10)).value);
  }

  const parked: Line[] = [[{ do: 'wait' }, timeUp(10)], ...hello];

  test("the server's PINGs are answered, and GOAWAY is the end", () => {
    const result = play(oneIdle(), [
      ...parked,
      [{ do: 'read', untilMs: 130_004 }, bytes(1000, frame(FrameType.Ping, 0, 0, new Uint8Array(8)))],
      reply,
      [{ do: 'read', untilMs: 130_004 }, bytes(5004, goAway)],
      [{ do: 'read', untilMs: 6004 }, closed(5005)],
    ]);
    expect(result).toMatchObject({ close: { afterMs: 5000, how: 'goaway' }, closedMs: 5005, pings: 1 });
  });

  test('told to stop, the connection was open for that long', () => {
    expect(play(oneIdle(), [...parked, [{ do: 'read' }, stopped(2004)]])).toMatchObject({
      close: null,
      openMs: 2000,
    });
  });

  test('the samples become a bracket', () => {
    const sample = {
      close: { afterMs: 5000, doubtMs: 0, how: 'goaway', status: null },
      openMs: 5001,
      goAway: { atMs: 5000, doubtMs: 0, lastStreamId: 1, code: 'NO_ERROR' },
      closedMs: 5002,
      pings: 0,
    };
    const script: Line[] = [
      [{ do: 'say' }, ok(10)],
      [{ do: 'together' }, finished(0, [sample, sample])],
    ];
    expect(play(idlePart(), script)).toMatchObject({
      idle: {
        idleTimeout: { outcome: 'closes', how: 'goaway', lowS: 4.98, highS: 5.02, samples: 2 },
        goAway: { code: 'NO_ERROR', lastStreamId: 1 },
        closesAfterGoAwayS: 0.002,
      },
    });
  });

  test('a body opens the window again', () => {
    const body = frame(FrameType.Data, endStream, 1, new Uint8Array(100));
    const head = frame(FrameType.Headers, endHeaders, 1, new Uint8Array([0x88]));
    const script: Line[] = [
      [{ do: 'wait' }, timeUp(10)],
      ...hello.slice(0, 3),
      [{ do: 'read' }, bytes(4, serverSettings, head)],
      reply,
      [{ do: 'read' }, bytes(5, body)],
      [
        {
          do: 'send',
          bytes: joined(
            frame(FrameType.WindowUpdate, 0, 0, uint32(100)),
            frame(FrameType.WindowUpdate, 0, 1, uint32(100)),
          ),
        },
        ok(6),
      ],
      [{ do: 'read', untilMs: 130_005 }, closed(3005, 'rst')],
    ];
    expect(play(oneIdle(), script)).toMatchObject({ close: { afterMs: 3000, how: 'rst' } });
  });
});
