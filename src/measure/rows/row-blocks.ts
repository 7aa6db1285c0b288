import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import { RowHashes } from '../../stats/row-hashes.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';
import { isMeasured, normalText } from './normal-form.ts';
import { halfHashes, halves, type KeyColumn } from './row-keys.ts';

/** A measured column is cut into so many cells over its bulk: far wider than noise, far finer than its spread. */
const CELLS = 10_000;
const FINEST = 1e-4;
/** Edges of cells lie off the round numbers that data is made of. */
const OFF_GRID = 1 / Math.PI;
/** Texts cost more to bring into their form than numbers. */
const TEXT_COST = 1000;

/**
 * Keys over a few columns in coarse forms, such that rows that differ in one column, or in no more than noise, agree on one of them: of
 * three blocks without a column in common, two agree. Two rows agree on a key by a chance of about `chance`, where the columns can do
 * that.
 */
export function blockKeys(frame: Frame, columns: readonly KeyColumn[], chance: number): Sql[] {
  const cells = columns.flatMap((column) => cellsOf(frame, column) ?? []).sort((a, b) => a.cost - b.cost);
  const blocks = [0, 1, 2].map(() => new Block(frame.rows));
  for (const cell of cells) {
    const [weakest] = blocks.filter((block) => !block.isEnough(Math.sqrt(chance))).sort((a, b) => b.chance - a.chance);
    if (!weakest) break;
    weakest.add(cell);
  }
  const used = blocks.filter(({ cells: own }) => own.length > 0);
  if (used.length < 3) return used.map((block) => keyOf([block]));
  return used.map((left) => keyOf(used.filter((block) => block !== left)));
}

/** Share of different rows in a sample from which a key tells rows apart. */
const DISTINCT = 0.95;

/**
 * The halves of the row keys, where each tells nearly all rows of the frame apart: rows that differ in one column, or only in how texts
 * are written, or only by noise, agree on one of them. Undefined where they do not.
 */
export function distinctHalves(frame: Frame, columns: readonly KeyColumn[]): Sql[] | undefined {
  const parts = halves(columns);
  const measured = (part: readonly number[]) => part.map((i) => isMeasured(columns[i]!.column, columns[i]!.other));
  if (measured(parts[0]).includes(true) || measured(parts[1]).includes(false)) return undefined;
  const tells = (part: readonly number[]) =>
    tellsApart(
      frame,
      part.map((i) => columns[i]!.column.name),
    );
  return parts.every(tells) ? halfHashes(columns) : undefined;
}

/** Whether nearly all rows differ in the columns. A few of them mostly do, so that many need not be looked at. */
function tellsApart(frame: Frame, names: readonly string[]): boolean {
  const values = names.flatMap((name) => {
    const found = frame.columns.get(name);
    return found ? [found] : [];
  });
  const hashes = new RowHashes(frame.rows);
  for (let used = 0; used < values.length; ) {
    const next = Math.min(Math.max(4, 4 * used), values.length);
    for (const column of values.slice(used, next)) hashes.add(column);
    if (hashes.distinct() >= DISTINCT * frame.rows) return true;
    used = next;
  }
  return false;
}

interface Cells {
  readonly form: Sql;
  readonly codes: ArrayLike<number | string | null>;
  /** Chance that two rows fall into one cell. */
  readonly chance: number;
  readonly cost: number;
}

class Block {
  readonly cells: Cells[] = [];
  /** Chance that two rows agree, were the columns independent. */
  chance = 1;
  #codes: Uint32Array;
  #distinct = 1;
  #growing = true;

  constructor(rows: number) {
    this.#codes = new Uint32Array(rows);
  }

  add(cells: Cells): void {
    this.cells.push(cells);
    this.chance *= cells.chance;
    const known = new Map<string, number>();
    this.#codes = this.#codes.map((code, row) => {
      const key = `${code}\0${cells.codes[row]}`;
      const found = known.get(key) ?? known.size;
      known.set(key, found);
      return found;
    });
    this.#growing = known.size > this.#distinct * 1.01;
    this.#distinct = known.size;
  }

  /** Columns that follow one another tell less apart than their chances say; they end when further ones would tell no more. */
  isEnough(chance: number): boolean {
    return this.chance < chance && (this.#distinct > 0.9 * this.#codes.length || !this.#growing);
  }
}

function keyOf(blocks: readonly Block[]): Sql {
  return fn.combineHashes(blocks.flatMap(({ cells }) => cells).map(({ form }, i) => fn.hash(form, i + 1)));
}

function cellsOf(frame: Frame, { column, other, form }: KeyColumn): Cells | undefined {
  const values = frame.columns.get(column.name);
  if (!values) return undefined;
  const value = form(column);
  const made = (cell: Sql, codes: Cells['codes'], cost = 1): Cells => {
    const chance = collision(codes);
    return { form: cell, codes, chance, cost: cost * chance };
  };
  if (column.kind === 'text') return made(normalText(value), values, TEXT_COST);
  if (!(values instanceof Float64Array) || !isMeasured(column, other)) return made(value, values);
  const width = cellWidth(sortedValues(values));
  const cell = sql`floor(${fn.toDouble(value)} / ${width} + ${OFF_GRID})`;
  return made(
    cell,
    values.map((one) => Math.floor(one / width + OFF_GRID)),
  );
}

/** Never finer than `FINEST` of the largest values, since noise grows with them. */
function cellWidth(sorted: Float64Array): number {
  const [low, high] = [quantileOf(sorted, 0.01), quantileOf(sorted, 0.99)];
  const spread = high - low || sorted.at(-1)! - sorted[0]!;
  const width = Math.max(spread / CELLS, FINEST * Math.max(Math.abs(low), Math.abs(high)));
  return width > 0 && Number.isFinite(width) ? width : 1;
}

function collision(codes: ArrayLike<number | string | null>): number {
  const counts = new Map<number | string | null, number>();
  for (let row = 0; row < codes.length; row++) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
  let pairs = 0;
  for (const n of counts.values()) pairs += n * (n - 1);
  return Math.max(pairs, 1) / Math.max(1, codes.length * (codes.length - 1));
}
