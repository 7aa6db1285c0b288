import { formatPosition, type Position, UserError } from '../errors.ts';

export interface Problem {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly position?: Position | undefined;
}

const mostShown = 50;

/** Everything that is wrong with the configuration, at once. */
export class ConfigError extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    const [{ message, hint, position }] = problems;
    if (problems.length === 1) super(message, { ...(hint !== undefined && { hint }), ...(position && { position }) });
    else {
      const more = problems.length > mostShown ? [`and ${problems.length - mostShown} more`] : [];
      super(
        [`${problems.length} problems in the configuration`, ...problems.slice(0, mostShown).map(inOneLine), ...more].join(
          '\n  ',
        ),
      );
    }
    this.problems = problems;
  }
}

/** @throws ConfigError when there are any, in the order of the file and those outside of it last */
export function throwProblems(problems: readonly Problem[]): void {
  const place = ({ position }: Problem): number =>
    position ? (position.line ?? 0) * 1e7 + (position.column ?? 0) : Number.POSITIVE_INFINITY;
  const [first, ...rest] = problems.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
  if (first) throw new ConfigError([first, ...rest]);
}

const inOneLine = ({ message, hint, position }: Problem): string =>
  `${position ? `${formatPosition(position)}: ` : ''}${message}${hint === undefined ? '' : ` (${hint})`}`;
