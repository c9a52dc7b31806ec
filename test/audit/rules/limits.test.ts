/** The rules about responses, requests, ages, retries and shutdown. */
import { describe, expect, test } from 'vitest';
import type { Hop, SettingName, SettingValue } from '../../../src/audit/model.ts';
import { findingsOf, hop } from '../build-hops.ts';

const sends = (values: Partial<Record<SettingName, SettingValue>>): Hop => hop('proxy', { asClient: values });
const answers = (values: Partial<Record<SettingName, SettingValue>>): Hop => hop('app', { asServer: values });

function byDefault(of: Hop): Hop {
  const settings = Object.entries(of.asServer).map(([name, setting]) => [
    name,
    { ...setting, from: 'default' },
  ]);
  return { ...of, asServer: Object.fromEntries(settings) };
}

describe('response-order', () => {
  test('an outer hop that gives up first cuts off what the inner one still works on', () => {
    expect(findingsOf(sends({ responseTimeoutS: 30 }), answers({ responseTimeoutS: 120 }))).toEqual([
      'warning response-order proxy→app',
    ]);
  });

  test('a proxy behind a proxy waits no longer than the one in front', () => {
    const outer = hop('outer', { asClient: { responseTimeoutS: 60 } });
    const inner = hop('inner', { asClient: { responseTimeoutS: 300 } });
    expect(findingsOf(outer, inner, answers({}))).toEqual(['warning response-order outer→inner']);
  });

  test('an outer hop that waits as long or longer is right', () => {
    expect(findingsOf(sends({ responseTimeoutS: 60 }), answers({ responseTimeoutS: 60 }))).toEqual([]);
    expect(findingsOf(sends({ responseTimeoutS: 'unlimited' }), answers({ responseTimeoutS: 60 }))).toEqual(
      [],
    );
  });

  test('neither a longer default nor a limit switched off is a wish to wait', () => {
    expect(findingsOf(sends({ responseTimeoutS: 30 }), answers({ responseTimeoutS: 'unlimited' }))).toEqual(
      [],
    );
    expect(
      findingsOf(sends({ responseTimeoutS: 30 }), byDefault(answers({ responseTimeoutS: 120 }))),
    ).toEqual([]);
  });
});

describe('header-body-order', () => {
  test('an outer hop less patient with uploads than the inner one is a warning', () => {
    const outer = hop('outer', { asServer: { bodyTimeoutS: 10 } });
    expect(findingsOf(outer, answers({ bodyTimeoutS: 300 }))).toEqual([
      'warning header-body-order outer→app',
    ]);
    expect(findingsOf(outer, answers({ bodyTimeoutS: 10 }))).toEqual([]);
    expect(findingsOf(outer, byDefault(answers({ bodyTimeoutS: 300 })))).toEqual([]);
  });

  test('where the outer hop takes in the whole request first it is for information', () => {
    const outer = {
      ...hop('outer', { asServer: { bodyTimeoutS: 10 }, asClient: { keepAlive: true } }),
      product: 'nginx',
    };
    expect(findingsOf(outer, answers({ bodyTimeoutS: 300 }))).toEqual(['info header-body-order outer→app']);
  });

  test('for the head alone it is for information: a proxy passes it on in one piece', () => {
    const outer = hop('outer', { asServer: { headerTimeoutS: 10 } });
    expect(findingsOf(outer, answers({ headerTimeoutS: 66 }))).toEqual(['info header-body-order outer→app']);
  });

  test('in Node.js before 18 the time for the head must exceed the idle time', () => {
    const node = (version: string) => ({
      ...answers({ idleTimeoutS: 65, headerTimeoutS: 60, requestLimit: null, bodyTimeoutS: null }),
      product: 'node',
      version,
    });
    expect(findingsOf(node('16'))).toEqual(['error header-body-order app']);
    expect(findingsOf(node('20'))).toEqual([]);
  });
});

describe('request-limit', () => {
  test('a server that closes after fewer requests than its client sends is a warning', () => {
    expect(findingsOf(sends({ requestLimit: 1000 }), answers({ requestLimit: 100 }))).toEqual([
      'warning request-limit proxy→app',
    ]);
    expect(findingsOf(sends({ requestLimit: 100 }), answers({ requestLimit: 100 }))).toEqual([]);
  });

  test('defaults, which never agree, are no finding', () => {
    expect(findingsOf(sends({ requestLimit: 1000 }), byDefault(answers({ requestLimit: 100 })))).toEqual([]);
  });
});

describe('age-drain', () => {
  test('a server that closes by age under its client is a warning', () => {
    expect(findingsOf(sends({ maxAgeS: 3600 }), answers({ maxAgeS: 600 }))).toEqual([
      'warning age-drain proxy→app',
    ]);
    expect(findingsOf(sends({ maxAgeS: 500 }), answers({ maxAgeS: 600 }))).toEqual([]);
  });
});

describe('retry-unsafe', () => {
  test('a POST that is sent again is a warning', () => {
    expect(findingsOf(sends({ retryNonIdempotent: true }), answers({}))).toEqual([
      'warning retry-unsafe proxy→app',
    ]);
    expect(findingsOf(sends({ retryNonIdempotent: false }), answers({}))).toEqual([]);
  });

  test('also where the server is not among the files', () => {
    const proxy = { ...sends({ retryNonIdempotent: true }), upstreams: [{ host: 'app', port: 80 }] };
    expect(findingsOf(proxy)).toEqual(['warning retry-unsafe proxy→app:80']);
  });
});

describe('shutdown-order', () => {
  test('preStop and draining must fit into the grace period', () => {
    const app = (preStopS: number, shutdownDrainS: number) =>
      answers({ terminationGraceS: 30, preStopS, shutdownDrainS });
    expect(findingsOf(app(10, 30))).toEqual(['error shutdown-order app']);
    expect(findingsOf(app(10, 20))).toEqual([]);
  });

  test('a default drain is an upper limit, not what it takes', () => {
    expect(findingsOf(byDefault(answers({ terminationGraceS: 20, shutdownDrainS: 30 })))).toEqual([]);
  });
});

describe('no-keepalive', () => {
  test('is for information, and names who closes', () => {
    expect(findingsOf(sends({ keepAlive: false }), answers({ idleTimeoutS: 5 }))).toEqual([
      'info no-keepalive proxy→app',
    ]);
  });
});
