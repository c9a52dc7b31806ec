/** Carries out what the machines of src/probe command, and gives them what came of it. */
import { setMaxListeners } from 'node:events';
import type { Command, Dialogue, ProbeEvent } from '../probe/machine.ts';
import { dial, type Route } from './dial.ts';
import type { Guest } from './guest.ts';
import type { Channel } from './probe-channel.ts';
import { type RunClock, sleep } from './run-clock.ts';

export interface RunContext {
  route: Route;
  guest: Guest;
  clock: RunClock;
  /** Told what is being waited for, and how long at most. */
  onSay(text: string, mostMs: number | null): void;
}

/** Runs a machine to its end. Its connection, if it leaves one, is closed. */
export async function runDialogue<Result>(
  dialogue: Dialogue<Result>,
  context: RunContext,
  stop: AbortSignal,
): Promise<Result> {
  const hands = new Hands(context, stop);
  try {
    let step = dialogue.next();
    while (!step.done) step = dialogue.next(await hands.carryOut(step.value));
    return step.value;
  } finally {
    hands.close();
  }
}

/** The one connection of a dialogue, and what can be done with it. */
class Hands {
  readonly #context: RunContext;
  readonly #stop: AbortSignal;
  #channel: Channel | null = null;

  constructor(context: RunContext, stop: AbortSignal) {
    this.#context = context;
    this.#stop = stop;
  }

  async carryOut(command: Command): Promise<ProbeEvent> {
    const { clock, onSay } = this.#context;
    switch (command.do) {
      case 'connect':
        return this.#connect(command);
      case 'send':
        return this.#send(command);
      case 'turn':
        return this.#event((await this.#context.guest.request(this.#stop)) ? 'ok' : 'stopped');
      case 'read':
        return this.#channel?.read(command.untilMs, this.#stop) ?? this.#event('stopped');
      case 'wait':
        await sleep(command.untilMs - clock.nowMs(), this.#stop);
        return this.#event(this.#stop.aborted ? 'stopped' : 'time-up');
      case 'close':
        this.close();
        return this.#event('ok');
      case 'say':
        onSay(command.text, command.mostMs);
        return this.#event('ok');
      case 'together':
        return this.#together(command);
    }
  }

  close(): void {
    if (this.#channel === null) return;
    this.#channel.destroy();
    this.#channel = null;
    this.#context.guest.leave();
  }

  #event(kind: 'ok' | 'stopped' | 'time-up'): ProbeEvent {
    return { kind, atMs: this.#context.clock.nowMs() };
  }

  async #connect(command: Extract<Command, { do: 'connect' }>): Promise<ProbeEvent> {
    this.close();
    const { guest, route, clock } = this.#context;
    if (!(await guest.enter(this.#stop))) return this.#event('stopped');
    const result = await dial(route, command, clock);
    if ('failure' in result) {
      guest.leave();
      return { kind: 'failed', atMs: clock.nowMs(), failure: result.failure };
    }
    this.#channel = result.channel;
    return { kind: 'opened', atMs: clock.nowMs(), opened: result.opened };
  }

  async #send({ bytes, isRequest }: Extract<Command, { do: 'send' }>): Promise<ProbeEvent> {
    if (isRequest && !(await this.#context.guest.request(this.#stop))) return this.#event('stopped');
    this.#channel?.write(bytes);
    return this.#event('ok');
  }

  async #together({ tasks, stopIn }: Extract<Command, { do: 'together' }>): Promise<ProbeEvent> {
    const { clock } = this.#context;
    const group = new AbortController();
    const stop = AbortSignal.any([this.#stop, group.signal]);
    setMaxListeners(0, stop);
    const finished: unknown[] = [];
    let stopMs = Number.POSITIVE_INFINITY;
    let timer: NodeJS.Timeout | undefined;
    const results = await Promise.all(
      tasks.map(async (task) => {
        const result = await runDialogue(task, this.#context, stop);
        finished.push(result);
        const wantedMs = clock.nowMs() + (stopIn?.(finished, clock.nowMs()) ?? Number.POSITIVE_INFINITY);
        if (wantedMs < stopMs) {
          stopMs = wantedMs;
          clearTimeout(timer);
          timer = setTimeout(() => group.abort(), stopMs - clock.nowMs());
        }
        return result;
      }),
    );
    clearTimeout(timer);
    return { kind: 'finished', atMs: clock.nowMs(), results };
  }
}
