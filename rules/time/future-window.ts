import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isNumeric } from '../../src/engine/column.ts';
import { filledBackwards } from '../../src/measure/time/filled-backwards.ts';
import { type GroupAggregate, groupAggregates, isFirstValue, valueByGroup } from '../../src/measure/time/group-aggregates.ts';
import { byEntity, byMoment, type Grouping, type History, readHistory } from '../../src/measure/time/history.ts';
import { nextStatement, wholeStatement, windowStatement } from '../../src/measure/time/history-statement.ts';
import { lagOf } from '../../src/measure/time/lag-of.ts';
import { type MovingWindow, movingWindows, varies } from '../../src/measure/time/moving-windows.ts';
import { aggregateOnAllRows, windowOnAllRows } from '../../src/measure/time/prove-history.ts';
import { seriesPairs } from '../../src/measure/time/series-pairs.ts';
import { weightedBackwards } from '../../src/measure/time/weighted-backwards.ts';

/** Groups whose rows could not have known the value, of all groups and at least. */
const DECISIVE = { share: 0.1, least: 10 };
const SHARE = 0.99;
/** A window of the past that explains this much is as good a reading. */
const RIVAL = 0.9;
/** Of the rows that such a reading doesn't explain, the window explains this much. */
const DECISIVE_ROWS = 0.98;
const MAX_TIED = 0.05;
/** Aggregates of another column than the target that may be facts recorded late, such as the education somebody reached. */
const FACTS: readonly string[] = ['min', 'max', 'count', 'distinct', 'last', 'median'];

export default defineRule({
  id: 'time/future-window',
  subject: 'dataset',
  roles: ['train'],
  needs: ['time'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time'],
  summary: 'A column computed over rows that are still to come',
  why: 'the later rows do not exist when a prediction is made, so production computes another value',
  fix: 'compute it over earlier rows only (sort by time, shift, then expanding or trailing windows)',
  messages: {
    history: '{{column}} is the {{kind}} of {{base}} over all rows of each {{group}}{{where}}, later ones included',
    moment: '{{column}} is the {{kind}} of {{base}} over all rows at the same {{time}}{{where}}, the row’s own included',
    window: '{{column}} is the {{kind}} of {{base}} {{window}}',
    own: '{{column}} is the {{kind}} of {{base}} {{window}}, the row’s own target included',
    weighted: '{{column}} is the exponentially weighted mean of {{base}} over {{window}}',
    filled: '{{column}} holds in the gaps of {{base}} the value that comes next',
  },
  options: z.strictObject({
    minGroups: z
      .number()
      .int()
      .min(2)
      .default(30)
      .describe('Entities (or moments) of several rows that a verdict on whole histories needs'),
    longest: z.number().int().min(2).max(400).default(60).describe('Rows of the longest moving window that is tried'),
  }),
  async check({ table, peers, time, inputs, declared, options, signal, report }) {
    const others = peers.filter(({ role }) => role !== 'serving');
    const history = await readHistory(table, others, time, declared.entity, signal);
    if (!history?.series.frame.rows) return skipped('needs `time` as dates, times or numbers');
    const { series } = history;
    const target = declared.target && table.column(declared.target.name);
    const isNumber = (column: Column) => isNumeric(column) || column.kind === 'boolean';
    const columns = inputs.filter(isNumber);
    const bases = [...(target && isNumber(target) ? [target] : []), ...columns];
    const tiedShare = series.tied / Math.max(1, series.frame.rows);
    const summary = { columns: columns.length, rows: series.frame.rows, series: series.keys.length, tiedShare };
    const found = new Set<string>();

    const entities = declared.entity.length ? whole(byEntity(history), columns, bases, target, options.minGroups) : undefined;
    const moments =
      target && isNumber(target) && isWhole(history, declared.entity)
        ? whole(byMoment(history), columns, [target], target, options.minGroups)
        : undefined;
    for (const [of, search] of [
      ['history', entities],
      ['moment', moments],
    ] as const) {
      for (const one of search?.found ?? []) {
        if (found.has(one.column.name)) continue;
        const proof = series.complete
          ? one
          : await aggregateOnAllRows(table, others, one, of === 'history' ? declared.entity : [time]);
        if (proof && proof.share < SHARE) continue;
        found.add(one.column.name);
        const isTarget = one.base === target;
        const where = one.set === 'all' && others.length ? ` in ${[table, ...others].map(({ role }) => role).join(' and ')}` : '';
        const said = { column: one.column.name, kind: KINDS[one.kind], base: one.base.name, where };
        const common = {
          columns: [one.column],
          evidence: {
            ...{
              base: one.base.name,
              kind: one.kind,
              over: one.set === 'all' ? 'all tables' : table.role,
              groups: proof?.groups ?? one.groups,
            },
            ...{ share: proof?.share ?? one.share, decisiveGroups: one.decisiveGroups, decisiveRows: one.decisiveRows },
            ...{ rivalShare: one.rivalShare, tolerance: one.tolerance },
          },
          severity: isTarget || !FACTS.includes(one.kind) ? ('error' as const) : ('warn' as const),
          coverage: series.complete || proof ? ('exact' as const) : ('sampled' as const),
          sql: wholeStatement(one, of === 'history' ? declared.entity : [time], [table, ...(one.set === 'all' ? others : [])]),
        };
        if (of === 'history')
          report({
            ...common,
            messageId: 'history',
            data: { ...said, group: declared.entity.map(({ name }) => name).join(' and ') },
          });
        else report({ ...common, messageId: 'moment', data: { ...said, time: time.name } });
      }
    }

    const isOrdered = tiedShare <= MAX_TIED || series.inFileOrder;
    const rest = columns.filter(({ name }) => !found.has(name));
    // What a row's own target says is not known to it; all else of that row is, and of a column that was shifted so many rows more.
    const latest = (base: Column) => (base === target ? -1 : lagOf(series, series.frame.numbers(base.name)!));
    const pairs = isOrdered ? seriesPairs(series, rest, bases, varies) : [];
    const moving = movingWindows(series, pairs, options.longest, latest);
    for (const one of moving.found) {
      if (one.rivalShare >= RIVAL || one.decisiveShare < DECISIVE_ROWS) continue;
      const isTarget = one.base === target;
      const isLeft = one.kind === 'sum' && one.window.to === Infinity && isAmount(series.frame.numbers(one.base.name)!);
      if (isLeft && !isTarget) continue;
      const proof = series.complete ? one : await windowOnAllRows(table, history.order, one);
      if (proof.share < SHARE) continue;
      found.add(one.column.name);
      const own = one.window.to === 0;
      report({
        messageId: own ? 'own' : 'window',
        data: { column: one.column.name, kind: KINDS[one.kind], base: one.base.name, window: describeWindow(one) },
        columns: [one.column],
        evidence: {
          ...{ base: one.base.name, kind: one.kind, from: finite(one.window.from), to: finite(one.window.to) },
          ...{ rows: proof.rows, share: proof.share, rivalShare: one.rivalShare, decisiveShare: one.decisiveShare },
          tolerance: one.tolerance,
        },
        severity: isTarget && !own && !isLeft ? 'error' : 'warn',
        sql: windowStatement(one, declared.entity, time, table),
      });
    }
    for (const pair of pairs) {
      if (found.has(pair.column.name) || moving.past.includes(pair.column)) continue;
      const filled = filledBackwards(series, pair);
      const weighted = filled ? undefined : weightedBackwards(series, pair, latest);
      const one = filled ?? weighted;
      if (!one || one.rivalShare >= RIVAL) continue;
      const { column, base, share, rivalShare, tolerance } = one;
      const common = {
        columns: [column],
        severity: base === target ? ('error' as const) : ('warn' as const),
        coverage: series.complete ? ('exact' as const) : ('sampled' as const),
        sql: nextStatement(column, base, declared.entity, time, table),
      };
      const data = { column: column.name, base: base.name };
      const evidence = { base: base.name, share, rivalShare, tolerance };
      if (filled) report({ ...common, messageId: 'filled', data, evidence: { ...evidence, gaps: filled.gaps } });
      else if (weighted) {
        const { alpha, adjusted, from, rows } = weighted;
        const window = from ? 'all rows after' : 'the row itself and all rows after';
        report({
          ...common,
          messageId: 'weighted',
          data: { ...data, window },
          evidence: { ...evidence, rows, alpha, span: 2 / alpha - 1, adjusted, from },
        });
      }
    }
    const searched = {
      ...summary,
      ...{ entities: entities?.groups ?? 0, moments: moments?.groups ?? 0, constantWithin: entities?.constant ?? 0 },
      ...{ pairs: pairs.reduce((sum, one) => sum + one.bases.length, 0), pastOnly: moving.past.length, longest: options.longest },
    };
    const few = entities && entities.constant > 0 && entities.groups < options.minGroups;
    if (few) return underpowered(`${entities.groups} entities with several rows; ${options.minGroups} would be enough`, searched);
    if (!isOrdered && !entities && !moments) {
      return skipped(
        declared.entity.length ? 'needs times that differ within an entity' : 'needs `entity`: rows share their times',
        searched,
      );
    }
    return moving.past.length ? clean(searched, 'computed over earlier rows only') : clean(searched);
  },
});

const KINDS: Readonly<Record<GroupAggregate['kind'] | MovingWindow['kind'], string>> = {
  ...{ mean: 'mean', sum: 'sum', min: 'minimum', max: 'maximum', median: 'median', deviation: 'standard deviation' },
  ...{ 'population deviation': 'standard deviation', count: 'count', distinct: 'number of different values', last: 'last value' },
};

/** Whether all rows of a moment stand together: part of the entities would leave some out. */
const isWhole = ({ series }: History, entity: readonly Column[]): boolean => series.complete || entity.length === 0;

interface WholeSearch {
  readonly found: readonly GroupAggregate[];
  /** Groups of several rows, and columns that have one value in each. */
  readonly groups: number;
  readonly constant: number;
}

function whole(
  grouping: Grouping,
  columns: readonly Column[],
  bases: readonly Column[],
  target: Column | undefined,
  minGroups: number,
): WholeSearch {
  const { groups } = grouping;
  const several = groups.own.filter((rows) => rows.length >= 3).length;
  const constant = columns.flatMap((column) => {
    const values = grouping.numbers(column.name);
    return values && valueByGroup(groups, values) ? [{ column, values }] : [];
  });
  if (several < minGroups) return { found: [], groups: several, constant: constant.length };
  const isFact = ({ column, values }: (typeof constant)[number]) => {
    const codes = valueByGroup(groups, values)!;
    return columns.some((base) => {
      const others = base.name === column.name ? undefined : grouping.numbers(base.name);
      return others !== undefined && isFirstValue(groups, codes, others);
    });
  };
  const found = constant.flatMap((one) => {
    for (const base of bases) {
      const [values, byGroup] = [grouping.numbers(base.name), grouping.valuesOf(base.name)];
      if (base.name === one.column.name || !values || !byGroup) continue;
      const best = groupAggregates(groups, one, base, values, byGroup, base !== target).filter(
        ({ decisiveGroups, groups: n }) => decisiveGroups >= Math.max(DECISIVE.least, DECISIVE.share * n),
      );
      if (best.length) return isFact(one) ? [] : best.slice(0, 1);
    }
    return [];
  });
  return { found, groups: several, constant: constant.length };
}

function describeWindow({ window: { from, to } }: MovingWindow): string {
  const rows = (n: number) => `${Math.abs(n)} ${Math.abs(n) === 1 ? 'row' : 'rows'}`;
  const before = from === -Infinity ? 'all rows before' : from < 0 ? `${rows(from)} before` : '';
  const after = to === Infinity ? 'all rows after' : to > 0 ? `${rows(to)} after` : '';
  const own = from <= 0 && to >= 0 ? 'the row itself' : '';
  return `over ${[before, own, after].filter(Boolean).join(', ')}`;
}

/** What an amount sums up to until the end is also what is left of a stock that is empty then, which a row may know. */
const isAmount = (values: Float64Array): boolean => values.every((value) => !(value < 0));

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
