/**
 * What went wrong, in one sentence on standard error, and the exit code. Never a stack trace.
 */
import { CommanderError } from 'commander';
import { InputError } from '../input/input-error.ts';
import { write } from './standard-streams.ts';

/** The command was called in a way that makes no sense. */
export class UsageError extends Error {}

const exitUsage = 2;
const exitUnreadable = 3;

/** Prints the sentence, unless it has been printed, and says how the process should end. */
export function exitCodeOf(error: unknown): number {
  // Commander has printed its help or its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitUsage;
  if (error instanceof UsageError) {
    write(2, `whyreset: ${error.message}\n`);
    return exitUsage;
  }
  if (error instanceof InputError) {
    write(2, `whyreset: ${error.message}\n`);
    return exitUnreadable;
  }
  write(
    2,
    `whyreset: a fault in whyreset itself: ${oneLine(error)}. Please report it with the command that you ran.\n`,
  );
  return exitUsage;
}

/** The message and where it arose: enough to find the fault, no more. */
function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /at (?:async )?([\w.$]+)/.exec(error.stack ?? '')?.[1];
  return `${error.name}: ${error.message.split('\n', 1)[0]}${place ? ` (in ${place})` : ''}`;
}
