/**
 * When a server's connections lived and how they ended, healthy ones included. The core gathers it from their rows
 * (core/lives.ts), so that it costs nothing while a capture is read.
 */
import type { Core } from './core.ts';

/** What can be gathered: times, or with `used` the rows of the connections that had an answer. */
export const Life = { started: 0, ended: 1, endedByServer: 2, refused: 3, used: 4 } as const;
type Life = (typeof Life)[keyof typeof Life];

export class ServerLives {
  private readonly core: Core;
  private readonly server: number;

  constructor(core: Core, server: number) {
    this.core = core;
    this.server = server;
  }

  /** Its connections that had an answer. */
  get usedRows(): Float64Array {
    return this.gather(Life.used);
  }

  /** When those began, and when those of them that ended did. */
  get startsNs(): Float64Array {
    return this.gather(Life.started);
  }

  get endsNs(): Float64Array {
    return this.gather(Life.ended);
  }

  /** When the server ended connections, and when it refused some. */
  get endedByServerNs(): Float64Array {
    return this.gather(Life.endedByServer);
  }

  get refusedNs(): Float64Array {
    return this.gather(Life.refused);
  }

  private gather(life: Life): Float64Array {
    const { calls, floats } = this.core;
    const count = calls.gather(this.server, life);
    const first = calls.gatheredAt() >>> 3;
    return floats.slice(first, first + count);
  }
}
