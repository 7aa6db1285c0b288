import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, resolve, sep } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { type Sql, sql } from '../engine/sql.ts';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

export interface OutputFile {
  /** As the user gave it. */
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
  readonly format: 'parquet' | 'csv';
}

export interface Input {
  /** A file, a folder or a glob, absolute. */
  readonly location: string;
  readonly files: readonly string[];
}

export interface OutputRules {
  readonly cwd: string;
  /** Whether a file that is there may be replaced. */
  readonly force: boolean;
  /** Files that were read: never written, whatever else is allowed. */
  readonly inputs: readonly Input[];
  readonly formats: readonly OutputFile['format'][];
}

/** @throws UserError for a path that is an input, lies among the inputs, is taken, or names no format that can be written */
export function outputFile(shown: string, { cwd, force, inputs, formats }: OutputRules): OutputFile {
  const path = resolve(cwd, shown);
  const format = formats.find((one) => extname(path).toLowerCase() === `.${one}`);
  if (!format) throw new UserError(`${quote(shown)} must end in ${formats.map((one) => `.${one}`).join(' or ')}`);
  if (inputs.some(({ files }) => files.some((file) => isSameFile(file, path)))) {
    throw new UserError(`${quote(shown)} is one of the files that are read`, {
      hint: 'nothing is written in place: name another file',
    });
  }
  if (inputs.some((input) => !isFile(input.location) && input.files.some((file) => isBeside(path, file, input.location)))) {
    throw new UserError(`${quote(shown)} lies among the files that are read`, {
      hint: 'name a folder of its own: it would be read as data next time',
    });
  }
  if (existsSync(path) && (!force || !isFile(path))) {
    throw new UserError(`${quote(shown)} is there already`, { hint: 'name another file, or give --force to replace it' });
  }
  return { shown, path, format };
}

/** Writes a whole file or none. Gives the number of rows. `look`: at the Parquet file before it gets its name; when it throws, there is none. */
export async function writeRows(
  engine: Engine,
  statement: Sql,
  { path, format, shown }: OutputFile,
  signal?: AbortSignal,
  look?: (written: Sql) => Promise<void>,
): Promise<number> {
  if (!engine.write) {
    throw new UserError('files are written by the embedded engine only', { hint: 'leave out --engine' });
  }
  const partial = `${path}.${process.pid}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const rows = await engine.write(statement, { path: partial, format }, signal);
    await look?.(sql`read_parquet(${partial})`);
    await rename(partial, path);
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    throw new UserError(`${quote(shown)} cannot be written: ${reasonOf(error as Error)}`, { cause: error });
  }
}

/** Errors of casts and the like quote cells. */
const reasonOf = ({ message }: Error): string =>
  /^(?!IO)[\w ]+ Error: /.test(message) ? message.slice(0, message.indexOf(':')) : message.split('\n', 1)[0]!;

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** Whether a folder or glob that gave `file` would give `path` too, as far as can be told. */
const isBeside = (path: string, file: string, location: string): boolean =>
  path.startsWith(`${location}${sep}`) || (dirname(path) === dirname(file) && extname(path) === extname(file));

function isSameFile(a: string, b: string): boolean {
  if (a === b) return true;
  if (!existsSync(a) || !existsSync(b)) return false;
  const [x, y] = [statSync(a), statSync(b)];
  return x.dev === y.dev && x.ino === y.ino;
}
