import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { type Column, isNumeric, isTemporal } from '../../src/engine/column.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { eventTime } from '../../src/measure/time/event-time.ts';
import { oddTimes } from '../../src/measure/time/odd-times.ts';
import { looksLikeTimes } from '../../src/measure/time/text-times.ts';

const DAY = 86_400e6;

export default defineRule({
  id: 'time/future-timestamp',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['time', 'quality'],
  summary: 'A date that lies in the future, or that stands for no date',
  why: 'such dates put rows on the wrong side of a temporal split and distort every age and distance made from them',
  fix: 'mend the year or the unit where they are written, or make the value null',
  messages: {
    future: '{{column}} lies after {{asOf}} in {{rows}} of {{of}} rows ({{share|percent}}), by up to {{lead|duration}}',
    century:
      '{{column}} lies a century or more from nearly all other dates in {{rows}} of {{of}} rows ({{share|percent}}): 1912 or 0012 for 2012',
    placeholder:
      '{{column}} is a moment that stands for no date (such as 1970-01-01) in {{rows}} of {{of}} rows ({{share|percent}})',
  },
  options: z.strictObject({
    asOf: z.iso.date().optional().describe('The day the data was taken (default: today)'),
    planned: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of future dates, in a column other than `time`, from which they look planned and are only informed of'),
    minPlaceholders: z.number().int().min(1).default(3).describe('Rows with one such moment from which there is a finding'),
  }),
  async check({ table, declared, now, options, report }) {
    const frame = await table.frame();
    const columns = table.columns.flatMap((column): { column: Column; time: Sql }[] => {
      const name = identifier(column.name);
      if (isTemporal(column)) return [{ column, time: fn.toDouble(fn.epochMicros(name)) }];
      const asNumber = column.name === declared.time?.name && isNumeric(column) ? eventTime(column, frame) : undefined;
      if (asNumber) return [{ column, time: asNumber }];
      if (column.kind !== 'text' || !looksLikeTimes(frame.texts(column.name))) return [];
      return [{ column, time: fn.toDouble(fn.epochMicros(fn.tryTimestamp(name))) }];
    });
    if (!columns.length) return skipped('needs a column of dates or times');
    // A day of grace: zones differ.
    const asOf = (options.asOf === undefined ? now.getTime() : Date.parse(options.asOf)) * 1000 + DAY;
    const rows = await Promise.all(columns.map((one) => look(one)));
    return clean({ columns: columns.length, rows: rows.reduce((sum, n) => sum + n, 0), asOf: dayOf(asOf - DAY) });

    async function look({ column, time }: { column: Column; time: Sql }): Promise<number> {
      const { of, last, future, slips, placeholders } = await oddTimes(table, time, asOf, options.minPlaceholders);
      const figures = (rows: number) => ({ rows, of, share: rows / of });
      const countOf = (condition: Sql) => sql`SELECT count(*) FROM ${identifier(table.role)} WHERE ${condition}`;
      let told = 0;
      if (future) {
        const said = figures(future.rows);
        const lead = last! - asOf + DAY;
        const looksPlanned = column.name !== declared.time?.name && said.share >= options.planned;
        const day = dayOf(asOf - DAY);
        report({
          columns: [column],
          messageId: 'future',
          data: { column: column.name, asOf: day, ...said, lead },
          evidence: { ...said, largestLeadDays: lead / DAY, asOf: day, looksPlanned },
          severity: looksPlanned ? 'info' : 'warn',
          sql: countOf(future.condition),
          discriminator: 'future',
        });
        told += future.rows;
      }
      if (slips > 0 && slips < options.planned * of) {
        const said = figures(slips);
        const data = { column: column.name, ...said };
        report({ columns: [column], messageId: 'century', data, evidence: said, discriminator: 'century' });
        told += slips;
      }
      if (placeholders && placeholders.rows >= options.minPlaceholders) {
        const said = figures(placeholders.rows);
        report({
          columns: [column],
          messageId: 'placeholder',
          data: { column: column.name, ...said },
          evidence: said,
          sql: countOf(placeholders.condition),
          discriminator: 'placeholder',
        });
        told += placeholders.rows;
      }
      return told;
    }
  },
});

const dayOf = (micros: number): string => new Date(micros / 1000).toISOString().slice(0, 10);
