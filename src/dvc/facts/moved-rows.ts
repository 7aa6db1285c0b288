import { createReadStream, existsSync } from 'node:fs';
import { posix } from 'node:path';
import { createInterface } from 'node:readline';
import type { HashName } from '../cache/object-store.ts';
import type { Repository } from '../repository/repository.ts';
import type { DataItem } from '../stage/stage.ts';

/** Rows that were test data before and are train data after, though no train data before. */
export interface MovedRows {
  readonly test: string;
  readonly train: string;
  readonly moved: number;
  /** Different rows of the test data before, and those of them that the train data held then already. */
  readonly of: number;
  readonly shared: number;
}

interface Versions {
  readonly testBefore: readonly DataItem[];
  readonly trainBefore: readonly DataItem[];
  readonly trainAfter: readonly DataItem[];
}

/** The most bytes of test data whose rows are held in memory. */
const LIMIT = 256 << 20;
const TEXT = new Set(['.csv', '.tsv', '.txt', '.jsonl', '.ndjson']);

/** Compares the lines of text files in the cache; what cannot be compared so is `unread`. */
export async function movedRows(
  { testBefore, trainBefore, trainAfter }: Versions,
  { cache }: Pick<Repository, 'cache'>,
): Promise<{ readonly moved: readonly MovedRows[]; readonly unread: readonly string[] }> {
  const objectOf = ({ hash, path }: DataItem): string | null => {
    const object = hash && TEXT.has(posix.extname(path).toLowerCase()) ? cache.path(hash.name as HashName, hash.value) : null;
    return object !== null && existsSync(object) ? object : null;
  };
  const all = [...testBefore, ...trainBefore, ...trainAfter];
  const unread = [...new Set(all.filter((item) => objectOf(item) === null).map(({ path }) => path))];
  const moved: MovedRows[] = [];
  for (const test of testBefore) {
    const object = objectOf(test);
    if (object === null || (cache.size(test.hash?.name as HashName, test.hash?.value ?? '') ?? 0) > LIMIT) continue;
    // Without the train data of before, rows that both always had would pass for moved.
    if (trainBefore.some((train) => objectOf(train) === null)) continue;
    const rows = new Set<string>();
    await eachRow(object, hasHeader(test), (row) => rows.add(row));
    const of = rows.size;
    for (const train of trainBefore) await eachRow(objectOf(train)!, hasHeader(train), (row) => rows.delete(row));
    for (const train of trainAfter) {
      const current = objectOf(train);
      if (current === null || trainBefore.some(({ hash }) => hash?.value === train.hash?.value)) continue;
      const found = new Set<string>();
      await eachRow(current, hasHeader(train), (row) => rows.has(row) && found.add(row));
      if (found.size > 0) moved.push({ test: test.path, train: train.path, moved: found.size, of, shared: of - rows.size });
    }
  }
  return { moved, unread };
}

const hasHeader = ({ path }: DataItem): boolean => /\.[ct]sv$/i.test(path);

/** Lines that hold anything. */
async function eachRow(path: string, hasHeader: boolean, take: (row: string) => unknown): Promise<void> {
  let isHeader = hasHeader;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!isHeader && line.trim() !== '') take(line);
    isHeader = false;
  }
}
