/** Client and server of a row, as the document names them. */
import type { RowStore } from '../flow/row-store.ts';
import { addressText } from './addresses.ts';
import type { Endpoint } from './document.ts';

export function endpointOf(rows: RowStore, row: number, side: 0 | 1, name: string | null): Endpoint {
  const endpoint: Endpoint = { address: addressText(rows, row, side), port: rows.port(row, side) };
  const host = name === null ? '' : hostOf(name);
  if (host !== '' && host !== endpoint.address) endpoint.name = host;
  return endpoint;
}

/** Host without its port and brackets: "api.example.com" of "api.example.com:8080" (RFC 9110 section 7.2). */
function hostOf(authority: string): string {
  return authority.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
