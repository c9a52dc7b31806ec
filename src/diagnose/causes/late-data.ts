/** RST in answer to bytes (close_notify, a last ACK) that came after an orderly close: harmless. */
import { cite, type Rule } from '../rule.ts';

export const lateData: Rule = {
  id: 'late-data',
  match({ connection, unfinished, rst, client, server, origin }) {
    if (unfinished !== 'nothing' || rst === null || origin.origin === 'middlebox') return null;
    if (!client.fin.seen && !server.fin.seen) return null;
    if (connection.end.frame === rst.frame) return null;
    return {
      confidence: 0.94,
      evidence: [
        ...cite(connection.end, 'orderly close: every exchange was complete'),
        { frame: rst.frame, timeNs: rst.timeNs, says: 'RST answers bytes that came after the close' },
      ],
      harm: 'none',
      tellApart: 'The RST follows a FIN and no exchange was open: nothing was lost.',
    };
  },
};
