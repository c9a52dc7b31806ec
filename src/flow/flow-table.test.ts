import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlowTable, hashOf } from './flow-table.ts';
import { RowStore } from './row-store.ts';

const SEED = 0x5eed;

interface Packet {
  view: DataView;
  version: 4 | 6;
  ports: [number, number];
}

/** Addresses lie at 0 and 16, as in a packet of the table's user. */
function packetOf(version: 4 | 6, a: number, b: number, portA: number, portB: number): Packet {
  const view = new DataView(new ArrayBuffer(32));
  for (let word = 0; word < (version === 4 ? 1 : 4); word++) {
    view.setUint32(word * 4, a * (word + 1));
    view.setUint32(16 + word * 4, b * (word + 1));
  }
  return { view, version, ports: [portA, portB] };
}

const hashes = ({ view, version, ports: [a, b] }: Packet): [number, number] => [
  hashOf(view, version, 0, 16, a, b, SEED),
  hashOf(view, version, 16, 0, b, a, SEED),
];

class Fixture {
  readonly rows = new RowStore();
  readonly table = new FlowTable(this.rows, SEED);

  add({ view, version, ports: [a, b] }: Packet): number {
    const row = this.rows.add();
    this.rows.setKey(row, view, version, 0, 16, a, b);
    return row;
  }

  find({ view, version, ports: [a, b] }: Packet, backwards = false): [row: number, direction: number] {
    const row = backwards
      ? this.table.find(view, version, 16, 0, b, a)
      : this.table.find(view, version, 0, 16, a, b);
    return [row, this.table.direction];
  }
}

const anyPacket = fc
  .tuple(fc.constantFrom<(4 | 6)[]>(4, 6), fc.nat(3), fc.integer({ min: 4, max: 7 }), fc.nat(6), fc.nat(6))
  .map((parts) => packetOf(...parts));

test('both directions of a connection have one hash', () => {
  fc.assert(
    fc.property(anyPacket, (packet) => {
      const [there, back] = hashes(packet);
      expect(there).toBe(back);
    }),
  );
});

test('a table finds what a map of text keys finds, in both directions', () => {
  fc.assert(
    fc.property(fc.array(anyPacket, { maxLength: 100 }), (packets) => {
      const fixture = new Fixture();
      const map = new Map<string, number>();
      for (const packet of packets) {
        const key = `${packet.version} ${[...new Uint8Array(packet.view.buffer)]} ${packet.ports}`;
        expect(fixture.find(packet)[0]).toBe(map.get(key) ?? -1);
        if (map.has(key)) continue;
        const row = fixture.add(packet);
        fixture.table.insert(hashes(packet)[0], row);
        map.set(key, row);
        expect(fixture.find(packet)).toEqual([row, 0]);
        expect(fixture.find(packet, true)).toEqual([row, 1]);
      }
    }),
  );
});

test('a table grows with all that is in it', () => {
  const fixture = new Fixture();
  const packets = Array.from({ length: 50_000 }, (_, i) =>
    packetOf(4, 0x0a000000 + (i >> 8), 0xc0000201, 1024 + (i & 255), 80),
  );
  for (const packet of packets) fixture.table.insert(hashes(packet)[0], fixture.add(packet));
  expect(packets.every((packet, row) => fixture.find(packet)[0] === row)).toBe(true);
});

test('the next connection on a four-tuple takes its place', () => {
  const fixture = new Fixture();
  const packet = packetOf(6, 1, 2, 3, 4);
  const [hash] = hashes(packet);
  const old = fixture.add(packet);
  fixture.table.insert(hash, old);
  fixture.table.replace(hash, old, fixture.add(packet));
  expect(fixture.find(packet, true)).toEqual([old + 1, 1]);
});

test('a network full of clients of one server does not crowd into few hashes', () => {
  const seen = new Set<number>();
  for (let host = 0; host < 256; host++) {
    for (let port = 0; port < 256; port++) {
      const { view, version } = packetOf(4, 0x0a00_0000 + host, 0xc0a8_0001, 0, 0);
      seen.add(hashOf(view, version, 0, 16, 40_000 + port, 443, SEED));
    }
  }
  expect(seen.size).toBeGreaterThan(65_000);
});
