import { UserError } from '../../errors.ts';
import { parseDvcFile } from '../read/dvc-file.ts';
import type { Entry } from '../read/entry.ts';
import { parseLockFile } from '../read/lock-file.ts';
import { hasConflictMarkers } from '../read/parse-yaml.ts';
import type { Repository } from '../repository/repository.ts';

export interface DamagedFile {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  readonly kind: 'conflict' | 'unreadable' | 'hash';
  /** Why it is unreadable, or the path whose hash is ill-formed. */
  readonly what: string;
}

/** Locks and `.dvc` files with merge markers, with doubled keys or another form than DVC writes, or with hashes that cannot be ones. */
export function damagedFiles({ tree }: Repository): DamagedFile[] {
  const { pipelines, dvcFiles } = tree.find();
  const locks = pipelines.map((file) => file.replace(/yaml$/, 'lock')).filter((file) => tree.hasFile(file));
  const conflicts = pipelines.flatMap((file) => conflictIn(readable(tree, file) ?? '', file) ?? []);
  return [
    ...conflicts,
    ...[...locks, ...dvcFiles].flatMap((file) => {
      const text = readable(tree, file);
      if (text === null) return [{ file, line: 1, kind: 'unreadable' as const, what: 'it leads out of the repository' }];
      return conflictIn(text, file) ?? damageIn(text, file);
    }),
  ];
}

function readable(tree: Repository['tree'], file: string): string | null {
  try {
    return tree.text(file);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function conflictIn(text: string, file: string): DamagedFile[] | null {
  if (!hasConflictMarkers(text)) return null;
  const line = text.split('\n').findIndex((one) => hasConflictMarkers(one)) + 1;
  return [{ file, line, kind: 'conflict', what: 'merge conflict markers' }];
}

function damageIn(text: string, file: string): DamagedFile[] {
  try {
    return entriesIn(text, file)
      .filter(({ checksums: { md5 } }) => md5 !== undefined && !(typeof md5 === 'string' && HASH.test(md5)))
      .map(({ path }) => ({ file, line: lineOf(path, text), kind: 'hash' as const, what: path }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ file, line: error.position?.line ?? 1, kind: 'unreadable', what: error.message }];
  }
}

const HASH = /^[0-9a-f]{32}(?:\.dir)?$/;

function entriesIn(text: string, file: string): readonly Entry[] {
  if (file.endsWith('.dvc')) {
    const { outs, deps } = parseDvcFile(text, file);
    return [...outs, ...deps];
  }
  const { stages, schema } = parseLockFile(text, file);
  if (schema === '1.0') throw new UserError('it has the schema 1.0 of DVC 1, which DVC 3 refuses', { position: { path: file } });
  return [...stages.values()].flatMap(({ deps, outs }) => [...deps, ...outs]);
}

function lineOf(path: string, text: string): number {
  return (
    Math.max(
      0,
      text.split('\n').findIndex((line) => line.includes(path)),
    ) + 1
  );
}
