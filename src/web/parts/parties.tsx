/** Which clients and which servers: what "only this one" rests on. */
import type { VNode } from 'preact';
import type { Incident } from '../../engine/index.ts';
import { clean } from '../../report/clean.ts';
import { endpointName } from '../../report/endpoint-text.ts';
import { grouped } from '../../report/quantities.ts';
import { type NumberedIncident, numberedIncidents } from '../incidents.ts';
import { routeToRows } from '../route.ts';
import type { Analysed } from '../session.ts';
import { countByClient } from '../table/count-by-client.ts';

/** The rest is in the table of connections. */
const MOST_ROWS = 12;

export function Parties({ one, analysed }: { one: NumberedIncident; analysed: Analysed }): VNode {
  return (
    <div class="parties">
      <Clients one={one} analysed={analysed} />
      <Servers one={one} analysed={analysed} />
    </div>
  );
}

function Clients({
  one: { incident, members },
  analysed,
}: {
  one: NumberedIncident;
  analysed: Analysed;
}): VNode {
  const all = analysed.columns === null ? null : countByClient(analysed.columns, incident.server);
  const hurt = new Map<string, number>();
  for (const { client, harm } of members)
    hurt.set(client.address, (hurt.get(client.address) ?? 0) + (harm === 'none' ? 0 : 1));
  const rows = [...hurt].sort((a, b) => b[1] - a[1]);
  const untouched = all === null ? 0 : [...all.keys()].filter((address) => !hurt.has(address)).length;
  return (
    <table>
      <caption>Clients of this server</caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col" class="number">
            Hurt
          </th>
          {all !== null && (
            <th scope="col" class="number">
              Of its connections
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST_ROWS).map(([address, n]) => (
          <tr key={address}>
            <th scope="row" class="mono">
              <a
                href={routeToRows(
                  `client=${address} server=${incident.server.address} cause=${incident.cause}`,
                )}
              >
                {clean(address, 60)}
              </a>
            </th>
            <td class="number">{grouped(n)}</td>
            {all !== null && <td class="number">{grouped(all.get(address) ?? n)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{clientsNote(rows.length, untouched)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function clientsNote(hurt: number, untouched: number): string {
  const more = hurt > MOST_ROWS ? `${grouped(hurt - MOST_ROWS)} more clients were hurt. ` : '';
  if (untouched > 0) return `${more}${grouped(untouched)} other clients of this server were not hurt.`;
  return `${more}No client of this server in this capture was spared.`;
}

function Servers({
  one: { incident, number },
  analysed,
}: {
  one: NumberedIncident;
  analysed: Analysed;
}): VNode {
  const others = numberedIncidents(analysed.document).filter(
    (other) => other.incident.cause === incident.cause && other.number !== number,
  );
  return (
    <table>
      <caption>Servers with the same trouble</caption>
      <thead>
        <tr>
          <th scope="col">Server</th>
          <th scope="col" class="number">
            Hurt
          </th>
          <th scope="col" class="number">
            Of its connections
          </th>
        </tr>
      </thead>
      <tbody>
        <ServerRow incident={incident} />
        {others.slice(0, MOST_ROWS).map((other) => (
          <ServerRow key={other.number} incident={other.incident} number={other.number} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{serversNote(incident, others.length)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function ServerRow({ incident, number }: { incident: Incident; number?: number }): VNode {
  const name = endpointName(incident.server);
  return (
    <tr>
      <th scope="row" class="mono">
        {number === undefined ? name : <a href={`#/incident/${number}`}>{name}</a>}
      </th>
      <td class="number">{grouped(incident.connections)}</td>
      <td class="number">{grouped(incident.outOfConnections)}</td>
    </tr>
  );
}

function serversNote({ otherServersSeen }: Incident, others: number): string {
  if (otherServersSeen === 0) return 'No other server is in this capture.';
  if (others === 0) return `Only this one of ${grouped(otherServersSeen + 1)} servers in this capture.`;
  const more = others > MOST_ROWS ? `${grouped(others - MOST_ROWS)} more have it. ` : '';
  return `${more}${grouped(otherServersSeen - others)} other servers in this capture do not have it.`;
}
