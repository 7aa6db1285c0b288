import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { timeLine } from '../../src/measure/figures/time-line.ts';
import { eventTime } from '../../src/measure/time/event-time.ts';
import { type TimeOrder, timeOrder } from '../../src/measure/time/time-order.ts';

const DAY = 86_400e6;

export default defineRule({
  id: 'time/horizon-overlap',
  subject: 'split',
  unions: true,
  needs: ['time', 'horizon'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time'],
  summary: 'Fit rows whose target is only known after the held-out rows begin',
  why: 'when the first held-out prediction is made, the target of these rows is not known yet, so no model could have learned from it',
  fix: 'purge the fit rows within one horizon of the first held-out row, and keep that distance as an embargo',
  messages: {
    unknown:
      'the target of {{rows}} of {{fitRows}} rows ({{share|percent}}) in {{fit}} is known only {{horizon}} later, when {{heldOut}} has begun',
  },
  options: z.strictObject({
    lookBackDays: z
      .number()
      .min(0)
      .default(0)
      .describe('Days that features look back: the embargo is the longer of this and the horizon'),
    minRows: z.number().int().min(1).default(1).describe('Such fit rows from which there is a finding'),
  }),
  async check({ fit, heldOut, time, horizon, declared, now, options, report }) {
    if (!eventTime(time, await fit.frame())) return skipped('needs `time` as dates, times, years or seconds');
    const order = await timeOrder(fit, heldOut, time, now.getTime() * 1000);
    if (!order) return skipped('needs fit and held-out rows with a time');
    const [before, after] = [order.timeOf(fit), order.timeOf(heldOut)];
    // Held-out dates among the fit rows are out of order, or mistyped: they do not say when the held-out rows begin.
    const { start } = await heldOut.aggregate({ start: sql`min(CASE WHEN ${after} >= ${order.end} THEN ${after} END)` });
    if (start === null) return skipped('needs a held-out row after the fit rows');
    const first = Number(start);
    const late = sql`${before} < ${first} AND ${before} + ${horizon.micros} > ${first}`;
    const counted = await fit.aggregate({
      rows: sql`count(${before})`,
      unknown: sql`sum(CASE WHEN ${late} THEN 1 ELSE 0 END)`,
      atOrAfter: sql`sum(CASE WHEN ${before} >= ${first} THEN 1 ELSE 0 END)`,
      last: sql`max(${before})`,
    });
    const [fitRows, rows, atOrAfter] = [Number(counted.rows), Number(counted.unknown), Number(counted.atOrAfter)];
    const embargo = Math.max(horizon.micros, options.lookBackDays * DAY);
    const evidence = {
      fitRows,
      rows,
      share: fitRows ? rows / fitRows : 0,
      fitRowsAtOrAfterStart: atOrAfter,
      gapDays: counted.last === null ? null : (first - Number(counted.last)) / DAY,
      horizonDays: horizon.micros / DAY,
      recommendedEmbargoDays: embargo / DAY,
    };
    if (rows < options.minRows) return clean(evidence);
    const drawn = timeLine(fit, heldOut, time.name, order);
    report({
      messageId: 'unknown',
      ...(drawn && { figures: [drawn] }),
      data: { rows, fitRows, share: evidence.share, fit: fit.role, heldOut: heldOut.role, horizon: horizon.text },
      columns: [time],
      evidence,
      // Where the splits share a span of time, the order is the problem, and time/test-before-train tells of it.
      severity: declared.strategy === 'temporal' ? 'error' : 'info',
      sql: reproduce(fit, heldOut, order, horizon.micros),
    });
    return clean(evidence);
  },
});

function reproduce(fit: Table, heldOut: Table, { timeOf, endQuery }: TimeOrder, micros: number): Sql {
  const [before, after] = [timeOf(fit), timeOf(heldOut)];
  const start = sql`(SELECT min(${after}) FROM ${identifier(heldOut.role)} WHERE ${after} >= ${endQuery})`;
  return sql`SELECT count(*) FROM ${identifier(fit.role)} WHERE ${before} < ${start} AND ${before} + ${micros} > ${start}`;
}
