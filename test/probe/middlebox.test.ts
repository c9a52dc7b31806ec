/** Behind the lab's middlebox, which forgets idle flows: the three idle outcomes are told apart. Needs root and Linux. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeDocument } from '../../src/probe/result.ts';
import { bundle, makeBundle, removeBundle } from '../cli/whyreset.ts';

interface Lab {
  host: Record<string, { namespace: string }>;
  processes: {
    start(namespace: string, argv: string[]): import('node:child_process').ChildProcess;
  };
  server(program: string, options: object): Promise<{ endPoint: string }>;
}

const load = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../lab/${path}`, import.meta.url).href);
const { runScenario, removeRun } = await load<{
  runScenario(scenario: object, seed: number): Promise<object>;
  removeRun(lab: object): void;
}>('lab.mjs');
const { buildFiles } = await load<{ buildFiles(): void }>('build.mjs');

const canMakeNamespaces =
  process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list'], { stdio: 'ignore' }).status === 0;

/** A box that forgets flows after that long, and nginx behind it, which closes after that long itself. */
async function probeBehind(
  name: string,
  rules: object[],
  options: { idleTimeoutS: number; tls?: string },
): Promise<ProbeDocument> {
  let output = '';
  const scenario = {
    name,
    hosts: { client: {}, server: {} },
    rules,
    async run(lab: Lab) {
      const server = await lab.server('nginx', options);
      const namespace = lab.host.client?.namespace ?? '';
      const argv = [
        process.execPath,
        bundle,
        'probe',
        '--json',
        '--max-idle',
        '20',
        '-k',
        `${options.tls ? 'https' : 'http'}://${server.endPoint}/ok`,
      ];
      const child = lab.processes.start(namespace, argv);
      child.stdout?.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
      await new Promise((resolve) => child.once('close', resolve));
    },
  };
  removeRun(await runScenario(scenario, 1));
  return JSON.parse(output);
}

const forgetAfterS = 3;
/** The box counts from the last packet, which may be an acknowledgement that comes later than the response. */
const delayedAckS = 0.15;
const forget = (action: string) => [{ rule: 'forget', idleS: forgetAfterS, action }];

describe.runIf(canMakeNamespaces).concurrent('behind a box', { timeout: 90_000, retry: 1 }, () => {
  beforeAll(() => {
    buildFiles();
    makeBundle();
  });
  afterAll(removeBundle);

  test.each([
    ['drop', 'forgets-silently', 'no'],
    ['reset', 'forgets-reset', '1.3'],
  ])('that forgets idle flows after 3 s (%s: %s, TLS %s)', async (action, outcome, tls) => {
    const { idleTimeout, tcpKeepAlive, recommended } = await probeBehind(`probe-${action}`, forget(action), {
      idleTimeoutS: 60,
      ...(tls !== 'no' && { tls }),
    });
    expect(idleTimeout?.outcome).toBe(outcome);
    expect(idleTimeout?.lowS).toBeLessThan(forgetAfterS + delayedAckS);
    expect(idleTimeout?.highS).toBeGreaterThan(forgetAfterS - delayedAckS);
    expect((idleTimeout?.highS ?? 99) - (idleTimeout?.lowS ?? 0)).toBeLessThan(0.3);
    expect(tcpKeepAlive?.extendsLife).toBe(true);
    expect(recommended.clientIdleTimeoutS).toBeLessThan(forgetAfterS);
  });

  test('that forgets nothing, before a server that says goodbye after 3 s', async () => {
    const { idleTimeout, durationS } = await probeBehind('probe-closes', [], { idleTimeoutS: forgetAfterS });
    expect(idleTimeout).toMatchObject({ outcome: 'closes', how: 'fin' });
    expect(idleTimeout?.lowS).toBeGreaterThan(forgetAfterS - 0.1);
    expect(durationS).toBeLessThan(1.1 * forgetAfterS + 3 + 1);
  });
});
