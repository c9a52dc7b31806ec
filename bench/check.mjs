// Fast and wrong is not fast: what `whyreset explain --json` says against what the generator put in.

const causeOf = {
  keepalive_race: () => 'keepalive-race',
  refused: () => 'connection-refused',
  mid_response_abort: (event) => (event.rstBy === 'server' ? 'response-aborted' : 'client-abort'),
};

/** Causes that raise no alarm, as the documentation lists them. */
const harmless = new Set([null, 'idle-close', 'abortive-close', 'late-data']);
/** Round trips and server work blur what is inferred by less than this. */
const toleranceS = 0.25;

/** Rows `{ what, expected, found }`: right where the two are equal. */
export function checkDocument(document, truth) {
  const byStream = new Map(document.connections.map((connection) => [connection.stream, connection]));
  const complete = truth.events.filter((event) => event.complete);
  return [
    { what: 'frames', expected: truth.packets, found: document.capture.frames },
    { what: 'connections', expected: truth.connections, found: document.totals.connections },
    ...checkCauses(complete, byStream),
    {
      what: 'resets whose RST frame is among the evidence',
      expected: complete.length,
      found: complete.filter((event) => citesReset(byStream.get(event.stream), event)).length,
    },
    checkFalseAlarms(document, truth),
    checkIdleTimeouts(document, complete),
  ];
}

function checkCauses(events, byStream) {
  const rows = new Map();
  for (const event of events) {
    const cause = causeOf[event.kind](event);
    const row = rows.get(cause) ?? { what: `connections with ${cause}`, expected: 0, found: 0 };
    row.expected++;
    if (byStream.get(event.stream)?.cause === cause) row.found++;
    rows.set(cause, row);
  }
  return rows.values();
}

function citesReset(connection, event) {
  return connection?.evidence.some(({ frame }) => event.rstFrames.includes(frame)) ?? false;
}

/** A connection cut by the end of the capture may be called anything; all others outside the truth file are healthy. */
function checkFalseAlarms(document, truth) {
  const troubled = new Set(truth.events.map((event) => event.stream));
  const alarms = document.connections.filter(
    ({ cause, stream }) => !harmless.has(cause) && !troubled.has(stream),
  );
  return { what: 'healthy connections called harmed or unexplained', expected: 0, found: alarms.length };
}

/** The bracket of a race's incident must hold the idle timeout that its server really has. */
function checkIdleTimeouts(document, events) {
  const timeouts = new Map(
    events
      .filter((event) => event.idleTimeoutS !== undefined)
      .map((event) => [`${event.server} ${event.serverPort}`, event.idleTimeoutS]),
  );
  const brackets = document.incidents
    .filter(({ cause, inferred }) => cause === 'keepalive-race' && inferred.idleTimeoutS)
    .map(({ server, inferred }) => ({
      ...inferred.idleTimeoutS,
      trueS: timeouts.get(`${server.address} ${server.port}`),
    }));
  const right = brackets.filter(({ low, high, trueS }) => {
    return (low ?? 0) - toleranceS <= trueS && trueS <= (high ?? Number.POSITIVE_INFINITY) + toleranceS;
  });
  return { what: 'servers whose idle timeout is bracketed', expected: timeouts.size, found: right.length };
}
