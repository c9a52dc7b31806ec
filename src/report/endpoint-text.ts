/**
 * Endpoints in words: "10.0.3.7:443", "[2001:db8::7]:443", "api.example.com (10.0.3.7:443)".
 */
import type { Endpoint } from '../engine/document.ts';
import { clean } from './clean.ts';

/** A DNS name has at most 253 characters (RFC 1035 §2.3.4); more than 60 would push the rest of a line away. */
const mostNameCharacters = 60;

function hostName(name: string): string {
  return clean(name, mostNameCharacters);
}

/** Address and port; IPv6 in brackets (RFC 5952 §6). */
export function addressAndPort(endpoint: Endpoint): string {
  const address = clean(endpoint.address, mostNameCharacters);
  return address.includes(':') ? `[${address}]:${endpoint.port}` : `${address}:${endpoint.port}`;
}

/** A Host header often holds the address itself, which is then no name. */
export function endpointName(endpoint: Endpoint): string {
  const address = addressAndPort(endpoint);
  const name = endpoint.name ?? '';
  if (name === '' || address === name || address.startsWith(`${name}:`)) return address;
  return `${hostName(name)} (${address})`;
}
