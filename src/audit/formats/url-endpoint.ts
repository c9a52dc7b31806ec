/** The address in `http://users:8080/path`, `tcp://10.0.0.1:80` or `users:8080`. */
import type { Endpoint } from '../model.ts';

const pattern =
  /^(?:([a-z][a-z0-9+.-]{0,15}):\/\/)?(?:[^/@\s]{0,200}@)?(\[[0-9a-f:.]+\]|[\w.-]{1,253})(?::(\d{1,5}))?(?:[/?#]|$)/i;

/** Undefined where there is none, or only a name of something else (`lb://orders`). */
export function urlEndpoint(text: string): Endpoint | undefined {
  const [, scheme, host, port] = pattern.exec(text.trim()) ?? [];
  if (host === undefined || (scheme === undefined && port === undefined)) return undefined;
  const usual = scheme === undefined ? undefined : usualPorts[scheme.toLowerCase()];
  if (port === undefined && usual === undefined) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? (usual ?? 80) : Number(port) };
}

const usualPorts: Readonly<Record<string, number>> = {
  http: 80,
  h2c: 80,
  ws: 80,
  https: 443,
  h2: 443,
  wss: 443,
};
