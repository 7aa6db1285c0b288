import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { type Column, isNumeric, isTemporal } from '../../src/engine/column.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { centurySlips } from '../../src/measure/time/century-slips.ts';
import { eventTime } from '../../src/measure/time/event-time.ts';
import { looksLikeTimes } from '../../src/measure/time/text-times.ts';

const DAY = 86_400e6;
const YEAR = 366 * DAY;
/** Beyond the calendar, in microseconds: infinities of the engine. */
const FAR = 3e17;
/** Moments that stand for "no date": what 0 and −1 seconds, the last 32-bit second, and the ends of the calendar are written as. */
const PLACEHOLDERS: readonly number[] = [
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2038-01-19T03:14:07Z',
  '1900-01-01T00:00:00Z',
  '9999-12-31T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
].map((text) => Date.parse(text) * 1000);

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
      const isPlaceholder = sql`${time} IN (${PLACEHOLDERS.map((micros) => sql`${micros}`)})`;
      const real = sql`CASE WHEN ${time} BETWEEN ${-FAR} AND ${FAR} AND NOT (${isPlaceholder}) THEN ${time} END`;
      const range = await rangeOf(table, time, real, isPlaceholder);
      const [of, first, last] = [Number(range.of), Number(range.first), Number(range.last)];
      const common = { columns: [column] };
      const from = identifier(table.role);
      let told = 0;
      if (range.last !== null && last > asOf) {
        const isFuture = sql`${real} > ${asOf}`;
        const future = Number((await table.aggregate({ future: count(isFuture) })).future);
        const [share, lead] = [future / of, last - asOf + DAY];
        const planned = column.name !== declared.time?.name && share >= options.planned;
        report({
          ...common,
          messageId: 'future',
          data: { column: column.name, asOf: dayOf(asOf - DAY), rows: future, of, share, lead },
          evidence: { rows: future, of, share, largestLeadDays: lead / DAY, asOf: dayOf(asOf - DAY), looksPlanned: planned },
          severity: planned ? 'info' : 'warn',
          sql: sql`SELECT count(*) FROM ${from} WHERE ${isFuture}`,
          discriminator: 'future',
        });
        told += future;
      }
      const slips = range.first === null ? undefined : await centurySlips(table, real, first, last);
      if (slips && slips.rows > 0 && slips.rows < options.planned * of) {
        report({
          ...common,
          messageId: 'century',
          data: { column: column.name, rows: slips.rows, of, share: slips.rows / of },
          evidence: { rows: slips.rows, of, share: slips.rows / of },
          discriminator: 'century',
        });
        told += slips.rows;
      }
      if (Number(range.odd) >= options.minPlaceholders && range.first !== null) {
        // A birthday may well be 1970-01-01: only a moment far from all others stands for none.
        const apart = PLACEHOLDERS.filter((micros) => micros < first - YEAR || micros > last + YEAR);
        const isApart = apart.length ? sql`${time} IN (${apart.map((micros) => sql`${micros}`)})` : sql`FALSE`;
        const odd = Number((await table.aggregate({ odd: count(isApart) })).odd);
        if (odd >= options.minPlaceholders) {
          report({
            ...common,
            messageId: 'placeholder',
            data: { column: column.name, rows: odd, of, share: odd / of },
            evidence: { rows: odd, of, share: odd / of },
            sql: sql`SELECT count(*) FROM ${from} WHERE ${isApart}`,
            discriminator: 'placeholder',
          });
          told += odd;
        }
      }
      return told;
    }
  },
});

/** Where all moments lie within the calendar and none between them stands for no date, their plain ends are the range. */
async function rangeOf(table: Table, time: Sql, real: Sql, isPlaceholder: Sql) {
  const all = await table.aggregate({ of: sql`count(${time})`, first: sql`min(${time})`, last: sql`max(${time})` });
  const [first, last] = [Number(all.first), Number(all.last)];
  const isPlain = first >= -FAR && last <= FAR && !PLACEHOLDERS.some((micros) => micros >= first && micros <= last);
  if (isPlain || all.first === null) return { ...all, odd: 0 };
  const inside = await table.aggregate({ first: sql`min(${real})`, last: sql`max(${real})`, odd: count(isPlaceholder) });
  return { of: all.of, ...inside };
}

const count = (condition: Sql): Sql => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
const dayOf = (micros: number): string => new Date(micros / 1000).toISOString().slice(0, 10);
