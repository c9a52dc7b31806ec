/** `whyreset connections`: every connection's facts, as text or one JSON object a line. */
import { connectionsJson, connectionsText } from '../report/connections-text.ts';
import { analyse } from './analyse.ts';
import type { ConnectionsOptions } from './connections-command.ts';
import { lineByLine, useColor, writeOut } from './terminal.ts';

export async function connections(files: readonly string[], options: ConnectionsOptions): Promise<void> {
  const { analysis } = await analyse(files, {}, options);
  const lines = analysis.connections();
  await writeOut(
    lineByLine(options.json ? connectionsJson(lines) : connectionsText(lines, useColor(options))),
  );
}
