// The score as tables: per cause, what was confused, whether confidences mean what they say.

const counted = ['n', 'right', 'acceptable', 'wrong', 'missed', 'absent'];
const columns = [...counted, 'falseAlarms'];

/** What must hold: a figure of the summary, its name, and its least or greatest value. */
const thresholds = [
  ['cause', 'sick connections right (the cause, or one as defensible)', { least: 0.98 }],
  ['mean', 'mean over the causes', { least: 0.96 }],
  ['origin', 'origins right', { least: 0.97 }],
  ['harm', 'harm right', { least: 0.97 }],
  ['falseAlarms', 'false alarms among healthy or harmless connections', { most: 1 / 2000 }],
  ['idleTimeouts', 'idle timeouts inside their bracket', { least: 0.95 }],
  ['calibration', 'confidence and share right apart (bins of 20 or more)', { most: 0.1 }],
];

export function printScore(score, verbose) {
  console.log(`${'cause'.padEnd(22)}${columns.map((name) => name.replace('A', ' a').padStart(13)).join('')}`);
  // A cause that occurs only as a false alarm stands first.
  const share = ({ right, acceptable, n }) => (n === 0 ? -1 : (right + acceptable) / n);
  for (const [cause, row] of [...score.causes].sort((a, b) => share(a[1]) - share(b[1]))) {
    console.log(`${cause.padEnd(22)}${columns.map((name) => String(row[name]).padStart(13)).join('')}`);
  }
  const confused = [...score.confused].sort((a, b) => b[1] - a[1]).slice(0, 20);
  console.log(`\nMost confused: ${confused.map(([pair, n]) => `${pair} ${n}`).join(', ') || 'nothing'}`);
  console.log('\nConfidence against the share that was right:');
  for (const { n, confidence, right } of score.bins) {
    if (n > 0) console.log(`  ${(confidence / n).toFixed(2)}: ${(right / n).toFixed(2)} right of ${n}`);
  }
  if (verbose) for (const note of score.notes) console.log(`  ${note}`);
}

export function summarise(score) {
  const rows = [...score.causes.values()].filter((row) => row.n > 0);
  const total = Object.fromEntries(counted.map((name) => [name, 0]));
  let shares = 0;
  for (const row of rows) {
    for (const name of counted) total[name] += row[name];
    shares += (row.right + row.acceptable) / row.n;
  }
  const n = Math.max(1, total.n);
  return {
    n: total.n,
    cause: (total.right + total.acceptable) / n,
    exact: total.right / n,
    mean: shares / Math.max(1, rows.length),
    origin: ratio(score.origin),
    harm: ratio(score.harm),
    idleTimeouts: ratio(score.idleTimeouts),
    falseAlarms: score.falseAlarms / Math.max(1, score.healthy),
    calibration: Math.max(
      0,
      ...score.bins.filter((bin) => bin.n >= 20).map((bin) => Math.abs(bin.confidence - bin.right) / bin.n),
    ),
  };
}

export function printSummary(score, summary) {
  console.log(
    `\ncause ${summary.cause.toFixed(3)} (exact ${summary.exact.toFixed(3)}, mean over causes ${summary.mean.toFixed(3)}), ` +
      `origin ${summary.origin.toFixed(3)}, harm ${summary.harm.toFixed(3)}, false alarms ${score.falseAlarms}/${score.healthy}, ` +
      `incidents ${score.incidents.right}/${score.incidents.n}, ` +
      `idle timeout ${score.idleTimeouts.right}/${score.idleTimeouts.n} right (${score.idleTimeouts.tight} tight), ` +
      `calibration off by ${summary.calibration.toFixed(2)}`,
  );
}

/** Prints each figure beside its threshold. `beyond` are the names of those that miss it. */
export function printThresholds(summary, beyond) {
  console.log('');
  for (const [figure, name, { least, most }] of thresholds) {
    const wanted = least === undefined ? `at most ${most}` : `at least ${least}`;
    const mark = beyond.includes(name) ? 'MISS' : 'ok  ';
    console.log(`${mark} ${name.padEnd(58)} ${summary[figure].toFixed(4)}  (${wanted})`);
  }
}

/** The names of the figures that are beyond their thresholds. */
export function beyondThresholds(summary) {
  return thresholds
    .filter(
      ([figure, , { least = -Infinity, most = Infinity }]) =>
        summary[figure] < least || summary[figure] > most,
    )
    .map(([, name]) => name);
}

/** Of nothing, all is right. */
function ratio({ right, n }) {
  return n === 0 ? 1 : right / n;
}
