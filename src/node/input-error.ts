/** An input that cannot be read at all. Scripts rely on the codes; the message says what to do. */

export type InputErrorCode =
  | 'not-found'
  | 'is-directory'
  | 'not-readable'
  | 'empty'
  | 'not-a-capture'
  | 'unsupported-format';

export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;

  constructor(code: InputErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

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
