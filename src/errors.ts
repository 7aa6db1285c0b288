/** Where in an input file a problem stands; line and column count from 1. */
export interface Position {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

export interface UserErrorDetails {
  /** What to do about it, as a command or an instruction. */
  readonly hint?: string;
  readonly position?: Position;
  readonly cause?: unknown;
}

/** The job cannot be done for a reason the user can mend: shown without a stack, exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | undefined;
  readonly position: Position | undefined;

  constructor(message: string, details: UserErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.hint = details.hint;
    this.position = details.position;
  }
}

export function formatPosition({ path, line, column }: Position): string {
  return [path, line, column].filter((part) => part !== undefined).join(':');
}

/** An error in one line: where, what, and what to do. */
export function describeError({ message, hint, position }: UserError): string {
  const where = position && !message.includes(position.path) ? `${formatPosition(position)}: ` : '';
  return `${where}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
