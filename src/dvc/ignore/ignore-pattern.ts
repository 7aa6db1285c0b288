import { compileGlob, escapeRegex } from './compile-glob.ts';

/** One line of a `.dvcignore`, compiled. */
export interface IgnorePattern {
  /** False for a `!` line, which takes back. */
  readonly ignores: boolean;
  /** Ends in `/`: says nothing of files. */
  readonly directoriesOnly: boolean;
  matches(segments: readonly string[], isDirectory: boolean): boolean;
}

type Step = RegExp | '**';

/**
 * Compiles a pattern to match paths relative to the ignore root, `base` being the directory of the pattern's file ('' for the root).
 * As in DVC (pathspec), a match reaches everything below the matched path, so that `!data` also takes back `data/x`.
 * Gives null for blank lines, comments and patterns that can match nothing.
 */
export function compilePattern(line: string, base = ''): IgnorePattern | null {
  let pattern = line.trim();
  if (pattern === '' || pattern === '/' || pattern.startsWith('#')) return null;
  const ignores = !pattern.startsWith('!');
  if (!ignores) pattern = pattern.slice(1);
  const segments = pattern.split('/').filter((segment, i, all) => !(segment === '**' && all[i - 1] === '**'));
  const directoriesOnly = segments.at(-1) === '';
  if (directoriesOnly) segments.pop();
  if (segments[0] === '') segments.shift();
  else if (segments.length === 1 && segments[0] !== '**') segments.unshift('**');
  const within = segments.length > 1 && segments.at(-1) === '**';
  if (within) segments.pop();
  const steps = [...(base === '' ? [] : base.split('/').map(literal)), ...segments.map((s) => (s === '**' ? s : compileGlob(s)))];
  if (segments.length === 0 || segments.includes('') || steps.includes(null)) return null;
  const needsDirectory = directoriesOnly || within;
  // A pattern of every directory, such as `*/`, finds nothing in DVC.
  if (needsDirectory && base === '' && segments[0] === '**' && segments.every((s) => s === '*' || s === '**')) return null;
  return {
    ignores,
    directoriesOnly,
    matches: (path, isDirectory) =>
      matchesPrefix(steps as Step[], path, needsDirectory && !isDirectory ? path.length - 1 : path.length),
  };
}

/** Whether the steps match the first 1…`depth` segments of a path. The set of steps reached is carried along, so time is steps × segments. */
function matchesPrefix(steps: readonly Step[], path: readonly string[], depth: number): boolean {
  let reached = skipStars(steps, new Set([0]));
  for (let i = 0; i < depth && reached.size > 0; i++) {
    const next = new Set<number>();
    for (const at of reached) {
      const step = steps[at];
      if (step === '**') next.add(at);
      else if (step?.test(path[i] as string)) next.add(at + 1);
    }
    reached = skipStars(steps, next);
    if (reached.has(steps.length)) return true;
  }
  return false;
}

/** `**` may stand for nothing, unless it is the whole rest. */
function skipStars(steps: readonly Step[], reached: Set<number>): Set<number> {
  for (const at of reached) if (steps[at] === '**') reached.add(at + 1);
  return reached;
}

function literal(name: string): RegExp {
  return new RegExp(`^${escapeRegex(name)}$`);
}
