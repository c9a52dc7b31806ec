// whyreset beside its peers on one capture. The repetitions are interleaved and each ratio is taken between neighbours in
// time, so that whatever else the machine does weighs on both.
import { isInstalled, measure, median } from './measure.mjs';

/** `target`: the least that (peer's time / our time) should be. tshark takes half a minute, so it runs once. */
const peers = [
  { name: 'cat', command: (file) => ['cat', file], does: 'only reads the bytes' },
  {
    name: 'tcpdump',
    command: (file) => ['tcpdump', '-n', '-r', file, 'tcp[13]&4!=0'],
    does: 'looks at one byte of each packet (IPv4 only) and prints the RSTs',
    target: 1 / 1.5,
  },
  {
    name: 'tcptrace',
    command: (file) => ['tcptrace', '-n', file],
    does: 'follows connections, prints a line for each',
    target: 2.5,
  },
  {
    name: 'tshark',
    command: (file) => ['tshark', '-n', '-r', file, '-Y', 'tcp.flags.reset==1'],
    does: 'dissects everything, prints the RSTs',
    target: 40,
    once: true,
  },
];

/**
 * Rows `{ name, does, seconds, cpuSeconds, peakMb, ratio, target }`, ours first; `ratio` is peer's time / our time, of a peer
 * that ran once its time / each of ours.
 */
export async function compare(whyreset, file, repetitions, progress) {
  const present = peers.filter((peer) => isInstalled(peer.name));
  const contestants = [
    { name: 'whyreset', command: whyreset, does: 'explains every connection' },
    ...present,
  ];
  const runs = new Map(contestants.map(({ name }) => [name, []]));
  await measure(['cat', file]); // from here on the file is in the page cache, for all alike
  await measure(whyreset(file));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const { name, command, once } of contestants) {
      if (once && repetition > 0) continue;
      progress(`${name}, repetition ${repetition + 1} of ${once ? 1 : repetitions}`);
      runs.get(name).push(await measure(command(file)));
    }
  }
  return contestants.map((contestant) => row(contestant, runs));
}

function row({ name, does, target }, runs) {
  const own = runs.get(name);
  const ours = runs.get('whyreset');
  const middle = (field) => median(own.map((run) => run[field]));
  return {
    name,
    does,
    target,
    seconds: middle('seconds'),
    cpuSeconds: middle('cpuSeconds'),
    peakMb: Math.max(...own.map((run) => run.peakMb)),
    ratio: median(ours.map((run, i) => (own[i] ?? own[0]).seconds / run.seconds)),
    runs: own.length,
  };
}
