/** Client and server of a row, as the document names them. */
import type { RowStore } from '../flow/row-store.ts';
import { addressText } from './addresses.ts';
import type { Endpoint } from './document.ts';

export function endpointOf(rows: RowStore, row: number, side: 0 | 1, name: string | null): Endpoint {
  const endpoint: Endpoint = { address: addressText(rows, row, side), port: rows.port(row, side) };
  if (name !== null && name !== '') endpoint.name = name;
  return endpoint;
}
