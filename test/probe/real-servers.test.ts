/** Real servers with known settings: what the probe finds out is what they are configured to do. */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ProbeDocument } from '../../src/probe/result.ts';
import { probeOnce } from './probing.ts';

interface Probed {
  name: string;
  program: string;
  idleTimeoutS: number;
}

const lab = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../lab/${path}`, import.meta.url).href);
const { probedServers } = await lab<{ probedServers: Probed[] }>('probe/servers.mjs');
const { withServer, disagreements } = await lab<{
  withServer<T>(server: Probed, use: (url: string) => Promise<T>): Promise<T>;
  disagreements(server: Probed, document: ProbeDocument, slackS: number): string[];
}>('probe/measure.mjs');
const { buildFiles } = await lab<{ buildFiles(): void }>('build.mjs');

/** Tomcat is Java that has to be compiled: the page of measurements has it. */
const programs: Record<string, string> = {
  nginx: '/usr/sbin/nginx',
  haproxy: '/usr/sbin/haproxy',
  apache: '/usr/sbin/apache2',
  node: process.execPath,
  gunicorn: '/usr/bin/gunicorn',
  uvicorn: '/usr/bin/uvicorn',
  caddy: '/usr/bin/caddy',
  puma: '/usr/bin/puma',
  lighttpd: '/usr/sbin/lighttpd',
  varnish: '/usr/sbin/varnishd',
};
/** TLS is the same code for all; these have a library each. */
const securedHere = ['nginx, TLS 1.3', 'HAProxy, TLS 1.2', 'Caddy, TLS 1.3'];
const here = probedServers.filter(
  ({ name, program }) =>
    existsSync(programs[program] ?? '') && (!name.includes('TLS') || securedHere.includes(name)),
);

const schema = JSON.parse(readFileSync(new URL('../../schema/probe.schema.json', import.meta.url), 'utf8'));
const isProbe = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

/** A machine that is busy with other things fires timers late. */
const busyS = 0.4;

beforeAll(buildFiles);

describe.concurrent('the probe agrees with the configuration of', { timeout: 60_000, retry: 1 }, () => {
  test.each(here.map((server) => [server.name, server] as const))(
    '%s',
    async (_, server) => {
      const document = await withServer(server, (url) =>
        probeOnce(url, { settings: { slow: true, maxIdleMs: 7000 } }),
      );
      isProbe(JSON.parse(JSON.stringify(document)));
      expect(isProbe.errors).toBeNull();
      expect(document.idleTimeout?.outcome).toBe('closes');
      expect(disagreements(server, document, busyS)).toEqual([]);
      expect(document.manners.mostConnections).toBeLessThanOrEqual(20);
      expect(document.manners.requests).toBeLessThanOrEqual(400);
    },
    60_000,
  );
});
