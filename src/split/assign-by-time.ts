import { fn } from '../engine/dialect.ts';
import { join, type Sql, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { countText } from '../report/number-text.ts';
import { formatMoment } from './moment.ts';
import { ownName } from './own-name.ts';
import type { Assignment, TemporalPlan } from './split-plan.ts';

/** Each split begins at a moment, and rows of earlier ones within the embargo before it are in none. `time` gives microseconds. */
export async function assignByTime(table: Table, time: Sql, { shares, embargo, cuts }: TemporalPlan): Promise<Assignment> {
  const wanted = shares.slice(0, -1).map((_, i) => shares.slice(0, i + 1).reduce((sum, { share }) => sum + share, 0));
  if (cuts && cuts.length !== wanted.length) {
    throw new UserError(`${shares.length} splits need ${wanted.length === 1 ? 'one moment' : 'two moments'} to begin at`, {
      hint: 'give --cut once for train and test, twice for train, validation and test',
    });
  }
  const starts: number[] = [];
  for (const [i, share] of wanted.entries()) starts.push(await startOf(table, time, share, cuts?.[i]));
  if (starts.some((start, i) => i > 0 && start <= starts[i - 1]!)) throw tooFewTimes();
  const splitOf = (at: Sql): Sql => {
    const cases = shares.map(({ role }, i) => {
      const after = i === 0 ? sql`TRUE` : sql`${at} >= ${starts[i - 1]!}`;
      const before = i === starts.length ? sql`TRUE` : sql`${at} < ${starts[i]!} AND ${at} + ${embargo} <= ${starts[i]!}`;
      return sql`WHEN ${after} AND ${before} THEN ${role}`;
    });
    return sql`CASE WHEN ${at} IS NULL THEN NULL ${join(cases, ' ')} END`;
  };
  const [row] = await table.engine.query(sql`
    SELECT sum(CASE WHEN ${time} IS NULL THEN 1 ELSE 0 END) AS without,
      sum(CASE WHEN ${time} IS NOT NULL AND ${splitOf(time)} IS NULL THEN 1 ELSE 0 END) AS embargoed FROM ${table}`);
  const [without, embargoed] = [Number(row?.without ?? 0), Number(row?.embargoed ?? 0)];
  return {
    extra: [sql`${time} AS ${ownName('time')}`],
    split: splitOf(ownName('time')),
    notices: [
      ...shares.slice(1).map(({ role }, i) => `${role} begins at ${formatMoment(starts[i]!)}`),
      ...(cuts
        ? []
        : [
            `to leave rows where they are when data are added, give ${starts.map((at) => `--cut ${formatMoment(at)}`).join(' ')}`,
          ]),
      ...(embargoed > 0 ? [`${countText(embargoed)} rows lie within the embargo before a split begins, and are in none`] : []),
      ...(without > 0 ? [`${countText(without)} rows have no time, and are in no split`] : []),
    ],
  };
}

/** The moment that was given, or the time at which so much of the rows lie before; equal times go to one side, the nearer one. */
async function startOf(table: Table, time: Sql, share: number, cut: number | undefined): Promise<number> {
  const { at } = cut === undefined ? await table.aggregate({ at: fn.quantile(time, share) }) : { at: cut };
  if (at === null) throw new UserError('no row has a time that can be read', { hint: 'name the column of times with --time' });
  const { from, after, below, upTo, rows } = await table.aggregate({
    from: sql`min(CASE WHEN ${time} >= ${Number(at)} THEN ${time} END)`,
    after: sql`min(CASE WHEN ${time} > ${Number(at)} THEN ${time} END)`,
    below: sql`sum(CASE WHEN ${time} < ${Number(at)} THEN 1 ELSE 0 END)`,
    upTo: sql`sum(CASE WHEN ${time} <= ${Number(at)} THEN 1 ELSE 0 END)`,
    rows: sql`count(${time})`,
  });
  const miss = (count: unknown) => Math.abs(Number(count) / Number(rows) - share);
  if (from === null || (cut !== undefined && Number(below) === 0)) throw tooFewTimes();
  // A moment that was given stays the boundary, whichever rows are there.
  if (cut !== undefined) return cut;
  const start = after !== null && miss(upTo) < miss(below) ? after : from;
  if (start === from && Number(below) === 0) throw tooFewTimes();
  return Number(start);
}

const tooFewTimes = (): UserError =>
  new UserError('the times do not divide the rows into these splits', {
    hint: 'choose another --ratio or --cut: each split needs times of its own',
  });
