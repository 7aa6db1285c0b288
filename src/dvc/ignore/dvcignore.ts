import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readText } from '../read/read-text.ts';
import { assertLeadsInto } from '../repository/inside.ts';
import { compilePattern, type IgnorePattern } from './ignore-pattern.ts';

const FILE = '.dvcignore';
const BUILT_IN = ['.hg/', '.git/', '.git', '.dvc/'];

/** Where `.dvcignore` files come from; paths are relative to the root. */
export interface IgnoreSource {
  text(path: string): string | null;
  /** Whether a directory is a DVC repository of its own. */
  isRepository(directory: string): boolean;
}

interface IgnoreOptions {
  readonly repositories?: boolean;
}

/** What DVC leaves out below a root: built-in names, `.dvcignore` files of every directory, and repositories within. Paths are `/`-separated and relative to the root. */
export class DvcIgnore {
  /** Patterns in force inside a directory, those of its parents first. */
  readonly #patterns = new Map<string, readonly IgnorePattern[]>();

  readonly #source: IgnoreSource;

  constructor(root: string, source: IgnoreSource = onDisk(root)) {
    this.#source = source;
  }

  /** Whether a path, or a directory above it, is left out. `repositories: false`: repositories within don't count. */
  ignores(path: string, isDirectory: boolean, options: IgnoreOptions = {}): boolean {
    const parts = path.split('/');
    for (let i = 1; i < parts.length; i++) if (this.ignoresEntry(parts.slice(0, i).join('/'), true, options)) return true;
    return this.ignoresEntry(path, isDirectory, options);
  }

  /** The same for an entry of a directory that is known not to be left out. */
  ignoresEntry(path: string, isDirectory: boolean, { repositories = true }: IgnoreOptions = {}): boolean {
    if (lastMatch(this.#patternsIn(posix.dirname(path)), path, isDirectory)?.ignores) return true;
    // No pattern takes a repository back.
    return repositories && isDirectory && this.#source.isRepository(path);
  }

  #patternsIn(directory: string): readonly IgnorePattern[] {
    const known = this.#patterns.get(directory);
    if (known !== undefined) return known;
    const atRoot = directory === '.' || directory === '';
    const inherited = atRoot ? compileAll(BUILT_IN, '') : this.#patternsIn(posix.dirname(directory));
    const isLeftOut = !atRoot && lastMatch(inherited, posix.join(directory, FILE))?.ignores === true;
    const own = isLeftOut ? [] : this.#readFile(atRoot ? '' : directory);
    const patterns = own.length === 0 ? inherited : [...inherited, ...own];
    this.#patterns.set(directory, patterns);
    return patterns;
  }

  #readFile(directory: string): IgnorePattern[] {
    const text = this.#source.text(posix.join(directory, FILE));
    return text === null ? [] : compileAll(text.split(/\r\n|\r|\n/), directory);
  }
}

function lastMatch(patterns: readonly IgnorePattern[], path: string, isDirectory = false): IgnorePattern | undefined {
  const segments = path.split('/');
  return patterns.findLast((pattern) => !(pattern.directoriesOnly && !isDirectory) && pattern.matches(segments, isDirectory));
}

function onDisk(root: string): IgnoreSource {
  return {
    text: (path) => {
      const absolute = join(root, path);
      if (!existsSync(absolute)) return null;
      assertLeadsInto(absolute, [root]);
      return readText(absolute, undefined, path);
    },
    isRepository: (directory) => existsSync(join(root, directory, '.dvc')),
  };
}

function compileAll(lines: readonly string[], base: string): IgnorePattern[] {
  return lines.map((line) => compilePattern(line, base)).filter((pattern) => pattern !== null);
}
