import { type Column, isNumeric, isTemporal } from '../engine/column.ts';
import type { Frame } from '../engine/frame.ts';
import type { Table } from '../engine/table.ts';
import { inferRowIds } from '../load/row-ids.ts';
import { distinctValues, inferTask } from '../load/task.ts';
import type { Guess, Proposal } from './proposal.ts';

const TARGET_NAMES =
  /^(target|label|labels|y|class|outcome|response|churn(ed)?|default(ed)?|survived|is_fraud|fraud|converted|clicked)$/i;
const TIME_NAMES = /(time|date|timestamp|_at|_on|_ts)$|^(ts|day|year)$/i;
const ENTITY_NAMES =
  /(^|_)(customer|user|client|patient|account|member|person|device|household|email|e_mail|phone|store|shop|driver)(_?(id|no|number|key|uuid))?$/i;
const MAX_CLASSES = 20;

/** Target, time, ids and entities that the columns suggest by their values and names. */
export async function guessColumns(train: Table, others: readonly Table[]): Promise<Omit<Proposal, 'datasets' | 'split'>> {
  const frame = await train.frame();
  const ids = await inferRowIds([train, ...others], train.columns);
  const idNames = new Set(ids.map(({ value }) => value));
  const time = guessTime(train.columns, frame);
  const entity = train.columns
    .filter(({ name }) => !idNames.has(name) && ENTITY_NAMES.test(name))
    .map(({ name }) => ({ value: name, reason: 'its name says whom a row is about' }));
  const taken = new Set([...idNames, time?.value, ...entity.map(({ value }) => value)]);
  const target = guessTarget(
    train.columns.filter(({ name }) => !taken.has(name)),
    frame,
    others,
  );
  const column = target && train.column(target.value);
  const task = column && (await inferTask(train, column));
  return {
    ...(target && { target }),
    ...(task && { task: { value: task.task, reason: task.inference.reason } }),
    ...(time && { time }),
    id: ids.map(({ value, reason }) => ({ value, reason })),
    entity,
    columns: train.columns.map(({ name }) => name),
  };
}

function guessTarget(columns: readonly Column[], frame: Frame, others: readonly Table[]): Guess | undefined {
  const named = columns.find(({ name }) => TARGET_NAMES.test(name));
  if (named) return { value: named.name, reason: 'its name says so' };
  const unserved = columns.filter(({ name }) => others.some((table) => table.role === 'serving' && !table.column(name)));
  if (unserved.length === 1) return { value: unserved[0]!.name, reason: 'the only column that serving data lacks' };
  const last = columns.at(-1);
  if (last && distinctIn(frame, last.name) <= MAX_CLASSES)
    return { value: last.name, reason: 'the last column, with few values' };
  return last && isNumeric(last) ? { value: last.name, reason: 'the last column' } : undefined;
}

function guessTime(columns: readonly Column[], frame: Frame): Guess | undefined {
  const temporal = columns.filter((column) => isTemporal(column) && distinctIn(frame, column.name) > 1);
  const named = temporal.find(({ name }) => TIME_NAMES.test(name)) ?? temporal[0];
  if (!named) return undefined;
  const reason =
    temporal.length === 1
      ? 'the only date or time'
      : `one of ${temporal.length} dates or times; check that predictions are made then`;
  return { value: named.name, reason };
}

const distinctIn = (frame: Frame, name: string): number => distinctValues(frame.columns.get(name) ?? []);
