/** The servers: their records are the core's, their names and messages are kept here. */
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { RowAt, type RowStore } from './row-store.ts';
import {
  CLOSE_GAP_AT,
  IDLE_CLOSE_AT,
  SERVER_SHIFT,
  SERVER_UNITS,
  ServerFacts,
  ServerTexts,
  SURVIVED_AT,
} from './server-facts.ts';
import { ServerLives } from './server-lives.ts';

const MAX_NAMES = 16;
const MAX_ANSWERED = 256;

export class ServerTable {
  private readonly core: Core;
  private readonly rows: RowStore;
  /** By the servers' ids; those without have none. */
  private readonly texts: ServerTexts[] = [];
  private readonly views: ServerFacts[] = [];

  constructor(core: Core, rows: RowStore) {
    this.core = core;
    this.rows = rows;
  }

  get size(): number {
    return this.core.calls.serverCount();
  }

  /** Every server; its place is its id, which the rows of its connections hold once they are over. */
  get all(): readonly ServerFacts[] {
    return Array.from({ length: this.size }, (_, id) => this.byId(id));
  }

  /** Beyond a bound one record stands for all servers: it is nobody's. */
  standsForMany(id: number): boolean {
    return this.core.calls.standsForMany(id) !== 0;
  }

  /** Of a connection that was put away. */
  of(connection: Connection): ServerFacts {
    return this.byId(this.rows.getU32(connection.stream, RowAt.server));
  }

  /** A connection of the server is over: its names, and what it had answers to. */
  noteTexts(id: number, connection: Connection): void {
    const texts = this.textsOf(id);
    if (connection.serverName !== null && texts.names.size < MAX_NAMES)
      texts.names.add(connection.serverName);
    texts.serverProduct ??= connection.serverProduct;
    texts.via ??= connection.via;
    noteAnswered(texts, connection);
  }

  private textsOf(id: number): ServerTexts {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const texts = new ServerTexts();
    this.texts[id] = texts;
    return texts;
  }

  private byId(id: number): ServerFacts {
    const view = this.views[id] ?? new ServerFacts(id, this.textsOf(id), new ServerLives(this.core, id));
    this.views[id] = view;
    if (view.i32 !== this.core.ints) this.bind(view);
    return view;
  }

  private bind(view: ServerFacts): void {
    const fat = this.core.serverAt(view.id, SERVER_SHIFT, SERVER_UNITS);
    const { survivedIdleNs, serverIdleCloseNs, closeGapNs } = view;
    for (const [part, at] of [
      [view, 0],
      [survivedIdleNs, SURVIVED_AT],
      [serverIdleCloseNs, IDLE_CLOSE_AT],
      [closeGapNs, CLOSE_GAP_AT],
    ] as const)
      part.place(this.core.ints, this.core.floats, fat + at);
  }
}

function noteAnswered(texts: ServerTexts, connection: Connection): void {
  if (texts.answered.size >= MAX_ANSWERED) return;
  const requests = connection.hasExtras ? connection.requests : [];
  for (const request of requests)
    if (request.responseFrame !== 0) texts.answered.add(`${request.method} ${request.path}`);
  if (connection.handshakeDone && connection.exchange.answered > 0 && connection.serverName !== null)
    texts.answered.add(connection.serverName);
}
