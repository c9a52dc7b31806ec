#!/usr/bin/env node
/**
 * The command line's entry: runs one command, turns whatever went wrong into one sentence and an exit code.
 */
import { exitCodeOf } from './failure.ts';
import { createProgram } from './program.ts';
import { ignoreClosedPipe } from './terminal.ts';

ignoreClosedPipe();
try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
