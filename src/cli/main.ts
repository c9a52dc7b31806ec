/**
 * The command line: runs one command, turns whatever went wrong into one sentence and an exit code.
 */
import { exitCodeOf } from './failure.ts';
import { createProgram } from './program.ts';

// What no promise carries here must not end in a stack trace either.
process.on('uncaughtException', (error) => process.exit(exitCodeOf(error)));
createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  });
