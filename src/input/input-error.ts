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
