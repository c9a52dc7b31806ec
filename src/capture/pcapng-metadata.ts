/**
 * pcapng blocks that carry no frames but things worth knowing: interface statistics, names of addresses, TLS key logs
 * (draft-ietf-opsawg-pcapng sections 4.5 to 4.7). All functions get a whole block.
 */
import { ipv4Text, ipv6Text } from './address-text.ts';
import { eachOption } from './pcapng-options.ts';
import { decodeUtf8 } from './utf8.ts';

const OPTION_INTERFACE_DROPS = 5;
const OPTION_OS_DROPS = 7;
const NAME_RECORD_IPV4 = 1;
const NAME_RECORD_IPV6 = 2;
const SECRETS_TLS_KEY_LOG = 0x544c534b;
/** However many such blocks a capture has. */
const MAX_NAMES = 100_000;

export interface DropStatistics {
  interfaceId: number;
  /** By the interface and by the operating system together. Null: the block does not say. */
  dropped: number | null;
}

export function readStatistics(
  view: DataView,
  block: number,
  length: number,
  littleEndian: boolean,
): DropStatistics {
  let dropped: number | null = null;
  eachOption(view, block + 20, block + length - 4, littleEndian, (code, at, size) => {
    if ((code !== OPTION_INTERFACE_DROPS && code !== OPTION_OS_DROPS) || size !== 8) return;
    dropped = (dropped ?? 0) + Number(view.getBigUint64(at, littleEndian));
  });
  return { interfaceId: view.getUint32(block + 8, littleEndian), dropped };
}

/** Name records have the same form as options; an address may have several names, of which the first is taken. */
export function readNames(
  view: DataView,
  block: number,
  length: number,
  littleEndian: boolean,
  names: Map<string, string>,
): void {
  eachOption(view, block + 8, block + length - 4, littleEndian, (type, at, size) => {
    const addressLength = type === NAME_RECORD_IPV4 ? 4 : 16;
    if ((type !== NAME_RECORD_IPV4 && type !== NAME_RECORD_IPV6) || size <= addressLength) return;
    const address = type === NAME_RECORD_IPV4 ? ipv4Text(view, at) : ipv6Text(view, at);
    const name = decodeUtf8(view, at + addressLength, endOfName(view, at + addressLength, at + size));
    if (name !== '' && names.size < MAX_NAMES) names.set(address, name);
  });
}

/** The text of a TLS key log; null for secrets of another kind. */
export function readKeyLog(
  view: DataView,
  block: number,
  length: number,
  littleEndian: boolean,
): string | null {
  if (view.getUint32(block + 8, littleEndian) !== SECRETS_TLS_KEY_LOG) return null;
  const secretsLength = Math.min(view.getUint32(block + 12, littleEndian), length - 20);
  return decodeUtf8(view, block + 16, block + 16 + secretsLength);
}

function endOfName(view: DataView, from: number, to: number): number {
  let at = from;
  while (at < to && view.getUint8(at) !== 0) at++;
  return at;
}
