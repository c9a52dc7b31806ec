// Compares what `explain --json --all` says of one capture with its truth: every connection, every incident.

const harmless = new Set(['idle-close', 'abortive-close', 'late-data', 'none', 'unexplained']);

const isHarmless = (cause) => cause === null || cause === undefined || harmless.has(cause);

export function createScore() {
  return {
    /** cause → { n, right, acceptable, wrong, missed, absent }, and falseAlarms: healthy connections that were called it */
    causes: new Map(),
    /** "true → given" → how often */
    confused: new Map(),
    falseAlarms: 0,
    healthy: 0,
    origin: { right: 0, n: 0 },
    harm: { right: 0, n: 0 },
    incidents: { right: 0, n: 0 },
    idleTimeouts: { right: 0, tight: 0, n: 0 },
    /** Ten bins of confidence: { n, confidence: sum, right } */
    bins: Array.from({ length: 10 }, () => ({ n: 0, confidence: 0, right: 0 })),
    notes: [],
  };
}

export function scoreCapture(score, truth, document, name) {
  const pool = new Map();
  for (const connection of document.connections) {
    const key = pairKey(endpointKey(connection.client), endpointKey(connection.server));
    pool.set(key, [...(pool.get(key) ?? []), connection]);
  }
  const used = new Set();
  for (const wanted of truth.connections) scoreConnection(score, wanted, pool, used, name);
  scoreOthers(score, truth, document.connections, used, name);
  for (const wanted of truth.incidents ?? []) scoreIncident(score, wanted, document.incidents, name);
}

function scoreConnection(score, wanted, pool, used, name) {
  const row = rowOf(score, wanted.cause);
  row.n++;
  const found = nearest(
    pool.get(pairKey(hostPortKey(wanted.client), hostPortKey(wanted.server))) ?? [],
    used,
    wanted.start,
  );
  if (found === undefined) {
    row.absent++;
    return;
  }
  used.add(found);
  const answer = judge(wanted, found.cause ?? null);
  row[answer]++;
  const ok = answer === 'right' || answer === 'acceptable';
  if (!ok) {
    confuse(score, wanted.cause, found.cause);
    score.notes.push(`${name}: stream ${found.stream} is ${wanted.cause}, called ${found.cause}`);
    if (isHarmless(wanted.cause) && !isHarmless(found.cause)) alarm(score, found.cause);
  }
  if (isHarmless(wanted.cause)) score.healthy++;
  calibrate(score, found, ok);
  if (ok) scoreJudgements(score, wanted, found, name);
}

/** Right, acceptable, missed (no cause given) or wrong. */
function judge(wanted, given) {
  if (given === wanted.cause) return 'right';
  if ((wanted.acceptable ?? []).includes(given ?? 'none')) return 'acceptable';
  if (isHarmless(wanted.cause) && isHarmless(given)) return 'acceptable';
  return given === null || given === 'unexplained' ? 'missed' : 'wrong';
}

function calibrate(score, { cause, confidence }, ok) {
  if (cause === null || cause === 'unexplained' || typeof confidence !== 'number') return;
  const bin = score.bins[Math.min(9, Math.floor(confidence * 10))];
  bin.n++;
  bin.confidence += confidence;
  bin.right += Number(ok);
}

function scoreJudgements(score, wanted, found, name) {
  for (const judgement of ['origin', 'harm']) {
    const truth = wanted[judgement];
    if (!truth || truth === 'unknown') continue;
    const right = [truth, ...(wanted[`${judgement}Acceptable`] ?? [])].includes(found[judgement]);
    score[judgement].n++;
    score[judgement].right += Number(right);
    if (!right)
      score.notes.push(
        `${name}: stream ${found.stream} (${found.cause}): ${judgement} is ${truth}, called ${found[judgement]}`,
      );
  }
}

/** Connections that the truth does not list are healthy, unless it says to ignore them. */
function scoreOthers(score, truth, connections, used, name) {
  const ignored = new Set();
  for (const { client, server } of truth.ignore ?? []) {
    if (client) ignored.add(pairKey(hostPortKey(client), hostPortKey(server)));
  }
  for (const connection of connections) {
    if (used.has(connection)) continue;
    if (ignored.has(pairKey(endpointKey(connection.client), endpointKey(connection.server)))) continue;
    score.healthy++;
    if (isHarmless(connection.cause)) continue;
    alarm(score, connection.cause);
    confuse(score, 'healthy', connection.cause);
    score.notes.push(`${name}: false alarm ${connection.cause} on stream ${connection.stream}`);
  }
}

function scoreIncident(score, wanted, incidents, name) {
  score.incidents.n++;
  const causes = [wanted.cause, ...(wanted.acceptable ?? [])];
  const ofServer = incidents.filter(({ server }) => endpointKey(server) === hostPortKey(wanted.server));
  const found = causes.map((id) => ofServer.find(({ cause }) => cause === id)).find(Boolean);
  const note = (text) => score.notes.push(`${name}: incident ${wanted.cause} of ${wanted.server}: ${text}`);
  if (found === undefined) return note('not found');
  // Some of those listed were not hurt, which is not always to be seen.
  const tolerance = Math.max(1, 0.1 * wanted.hurt);
  const most = wanted.listed ?? wanted.hurt;
  if (found.connections >= wanted.hurt - tolerance && found.connections <= most + tolerance)
    score.incidents.right++;
  else note(`${wanted.hurt} connections, called ${found.connections}`);
  if (wanted.inferred) scoreBracket(score, wanted.inferred, found.inferred?.idleTimeoutS ?? {}, note);
}

function scoreBracket(score, { trueIdleTimeoutS: trueS, idleTimeoutS: known, timerSlackS = 0 }, found, note) {
  if (!trueS || !known) return;
  const { low, high } = found;
  const bracket = `idle timeout ${trueS} s (this run: ${known}), called ${low} to ${high}`;
  score.idleTimeouts.n++;
  if (low == null || high == null || low - 0.25 > trueS + timerSlackS || high + 0.25 < trueS)
    return note(bracket);
  score.idleTimeouts.right++;
  if (high - low <= Math.max(1, 0.4 * trueS, known[1] - known[0] + 0.2)) score.idleTimeouts.tight++;
  else note(`${bracket}: wide`);
}

function rowOf(score, cause) {
  let row = score.causes.get(cause);
  if (row === undefined) {
    row = { n: 0, right: 0, acceptable: 0, wrong: 0, missed: 0, absent: 0, falseAlarms: 0 };
    score.causes.set(cause, row);
  }
  return row;
}

function alarm(score, cause) {
  score.falseAlarms++;
  rowOf(score, cause).falseAlarms++;
}

function confuse(score, wanted, given) {
  const key = `${wanted} → ${given}`;
  score.confused.set(key, (score.confused.get(key) ?? 0) + 1);
}

function nearest(pool, used, startS) {
  const distance = (connection) => Math.abs(epochSeconds(connection.start) - startS);
  return pool.filter((one) => !used.has(one)).sort((a, b) => distance(a) - distance(b))[0];
}

function epochSeconds(iso) {
  const [head, fraction = '0'] = iso.replace('Z', '').split('.');
  return Date.parse(`${head}Z`) / 1000 + Number(`0.${fraction}`);
}

/** Truth and engine may disagree on who is the client: both orders are one key. */
const pairKey = (a, b) => [a, b].sort().join(' ');

const endpointKey = ({ address, port }) => `${address.toLowerCase()} ${port}`;

function hostPortKey(text) {
  const colon = text.lastIndexOf(':');
  return `${text
    .slice(0, colon)
    .replace(/^\[|\]$/g, '')
    .toLowerCase()} ${Number(text.slice(colon + 1))}`;
}
