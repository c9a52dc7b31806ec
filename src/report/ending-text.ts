/**
 * How connections ended and by whom, in words, counted over several of them.
 */
import type { ConnectionReport } from '../engine/document.ts';
import { grouped } from './quantities.ts';

/** "the server, by RST", or with counts where they ended in different ways: "the server, by RST ×10; the client, by FIN ×2". */
export function endingText(connections: readonly ConnectionReport[]): string {
  const counts = new Map<string, number>();
  for (const connection of connections) {
    const phrase = endingPhrase(connection);
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const phrases = [...counts].sort((a, b) => b[1] - a[1]);
  if (phrases.length === 1) return phrases[0]?.[0] ?? '';
  return phrases.map(([phrase, n]) => `${phrase} ×${grouped(n)}`).join('; ');
}

function endingPhrase(connection: ConnectionReport): string {
  switch (connection.ending) {
    case 'refused':
      return 'the server, by RST in answer to the SYN';
    case 'unanswered':
      return 'nobody: the SYN was never answered';
    case 'stalled':
      return 'nobody: data stayed unacknowledged to the end';
    case 'open':
      return 'nobody: still open when the capture ended';
    case 'reset':
      return connection.origin === 'middlebox' ? forgedBy(connection) : `${whoEnded(connection)}, by RST`;
    default:
      return `${whoEnded(connection)}, by FIN`;
  }
}

function whoEnded(connection: ConnectionReport): string {
  return connection.endedBy === 'both' || connection.endedBy === 'none'
    ? 'both sides'
    : `the ${connection.endedBy}`;
}

function forgedBy(connection: ConnectionReport): string {
  const name =
    connection.endedBy === 'client' || connection.endedBy === 'server'
      ? ` in the ${connection.endedBy}'s name`
      : '';
  return `a device on the path, by RST${name}`;
}
