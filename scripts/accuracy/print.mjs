// The score as tables: per cause, what was confused, whether confidences mean what they say.

const columns = ['n', 'right', 'acceptable', 'wrong', 'missed', 'absent'];

export function printScore(score, verbose) {
  console.log(`${'cause'.padEnd(22)}${columns.map((name) => name.padStart(11)).join('')}`);
  const share = ({ right, acceptable, n }) => (right + acceptable) / n;
  for (const [cause, row] of [...score.causes].sort((a, b) => share(a[1]) - share(b[1]))) {
    console.log(`${cause.padEnd(22)}${columns.map((name) => String(row[name]).padStart(11)).join('')}`);
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
  const total = Object.fromEntries(columns.map((name) => [name, 0]));
  let shares = 0;
  for (const row of score.causes.values()) {
    for (const name of columns) total[name] += row[name];
    shares += (row.right + row.acceptable) / row.n;
  }
  const n = Math.max(1, total.n);
  return {
    n: total.n,
    cause: (total.right + total.acceptable) / n,
    exact: total.right / n,
    mean: shares / Math.max(1, score.causes.size),
    falseAlarms: score.falseAlarms / Math.max(1, score.healthy),
    calibration: Math.max(
      0,
      ...score.bins.filter((bin) => bin.n >= 20).map((bin) => Math.abs(bin.confidence - bin.right) / bin.n),
    ),
  };
}

export function printSummary(score, summary) {
  const ratio = ({ right, n }) => (right / Math.max(1, n)).toFixed(3);
  console.log(
    `\ncause ${summary.cause.toFixed(3)} (exact ${summary.exact.toFixed(3)}, mean over causes ${summary.mean.toFixed(3)}), ` +
      `origin ${ratio(score.origin)}, harm ${ratio(score.harm)}, false alarms ${score.falseAlarms}/${score.healthy}, ` +
      `incidents ${score.incidents.right}/${score.incidents.n}, ` +
      `idle timeout ${score.idleTimeouts.right}/${score.idleTimeouts.n} right (${score.idleTimeouts.tight} tight), ` +
      `calibration off by ${summary.calibration.toFixed(2)}`,
  );
}
