import { fn } from '../../engine/dialect.ts';
import { type Frame, type FrameColumn, frameSelection, frameValue, makeFrame } from '../../engine/frame.ts';
import { raw, type Sql, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { total } from '../../stats/total.ts';
import { type ClassLabels, type Labels, labelsOf } from './labels.ts';
import { presentValue } from './target-sql.ts';

export interface LabelledFrame {
  readonly frame: Frame;
  /** Undefined when the frame does not hold the target in the form its task needs. */
  readonly labels: Labels | undefined;
}

/** Rows of a class that say enough of it, the share of the rows that all rarer classes may have, and the values that may be read of them. */
const ENOUGH = 200;
const RARE_SHARE = 0.02;
const MAX_VALUES = 5_000_000;

const known = new WeakMap<Sql, Map<string, Promise<LabelledFrame>>>();

/**
 * A table's frame with the target's labels. A sample that holds few rows of rare classes gets more of them: it then has neither the shares
 * nor the order of the table's rows, but shows what a column tells of a class.
 */
export async function labelledFrame(table: Table, target: Target): Promise<LabelledFrame> {
  const frame = await table.frame();
  const labels = labelsOf(frame, target);
  if (!frame.sampled || labels?.kind !== 'classes' || !lacksRows(labels)) return { frame, labels };
  const frames = known.get(table.relation) ?? new Map<string, Promise<LabelledFrame>>();
  known.set(table.relation, frames);
  const key = JSON.stringify([target.name, target.task]);
  const made = frames.get(key) ?? withRareRows(table, target, frame, labels);
  frames.set(key, made);
  made.catch(() => frames.delete(key));
  return made;
}

/** Whether there are different targets to tell: two classes, or a quantity. */
export async function hasClasses(table: Table, target: Target): Promise<boolean> {
  const { labels } = await labelledFrame(table, target);
  return labels !== undefined && (labels.kind === 'numbers' || labels.classes.length > 1);
}

function lacksRows({ counts }: ClassLabels): boolean {
  const rare = counts.filter((n) => n < ENOUGH);
  return (rare.length > 0 || counts.length < 2) && total(rare) <= RARE_SHARE * total(counts);
}

async function withRareRows(table: Table, target: Target, frame: Frame, labels: ClassLabels): Promise<LabelledFrame> {
  const y = table.column(target.name)!;
  const value = frameValue(y)!;
  const common = labels.classes.filter((_, i) => labels.counts[i]! >= ENOUGH);
  const isRare = sql`${presentValue(value, y.kind === 'float')} AND ${value} NOT IN (${common.map((name) => sql`${name}`)})`;
  const counted = await table.aggregate({ rows: sql`sum(CASE WHEN ${isRare} THEN 1 ELSE 0 END)` });
  const { names, values } = frameSelection(table.columns);
  const parts = Math.ceil((Number(counted.rows ?? 0) * names.length) / MAX_VALUES);
  if (parts === 0) return { frame, labels };
  const part = parts > 1 ? sql` AND ${fn.bucket(fn.hash(table.rowNumber ?? value, 0), parts)} = 0` : raw('');
  const rare = await table.engine.frame(sql`SELECT ${values} FROM ${table} WHERE ${isRare}${part}`);
  const kept = [...labels.codes.keys()].filter((row) => isCommon(labels.codes[row]!, labels, common));
  const columns = names.map((name, i) => joined(frame.columns.get(name)!, kept, rare[i]!));
  const topped = makeFrame(names, columns, true);
  return { frame: topped, labels: labelsOf(topped, target) };
}

/** Rows without a label are kept as well: they take no part. */
const isCommon = (code: number, { classes }: ClassLabels, common: readonly Value[]): boolean =>
  code < 0 || common.includes(classes[code]!);

function joined(values: FrameColumn, kept: readonly number[], more: FrameColumn): FrameColumn {
  if (values instanceof Float64Array && more instanceof Float64Array) {
    const all = new Float64Array(kept.length + more.length);
    for (let i = 0; i < kept.length; i++) all[i] = values[kept[i]!]!;
    all.set(more, kept.length);
    return all;
  }
  const [before, after] = [values, more] as readonly (readonly (string | null)[])[];
  return [...kept.map((row) => before![row]!), ...after!];
}
