/** Errors of node:fs as input errors. */
import { InputError } from '../input/input-error.ts';

/** For an error of node:fs about this path. */
export function inputErrorOf(error: unknown, path: string): InputError {
  const cause = error as NodeJS.ErrnoException;
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    return new InputError('not-found', `There is no file ${path}.`, { cause });
  }
  if (cause.code === 'EACCES' || cause.code === 'EPERM') {
    const advice =
      'Captures made by root are often readable only by root: try sudo, or give yourself the file with chown.';
    return new InputError('not-readable', `No permission to read ${path}. ${advice}`, { cause });
  }
  return new InputError('not-readable', `${path} cannot be read: ${cause.message}`, { cause });
}
