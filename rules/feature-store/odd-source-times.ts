import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { type Sql, sql } from '../../src/engine/sql.ts';
import { earlyTimes } from '../../src/measure/time/early-times.ts';
import { timeOf } from '../../src/measure/time/event-time.ts';
import { oddTimes } from '../../src/measure/time/odd-times.ts';

const DAY = 86_400e6;
/** Nobody plans further ahead, in microseconds. */
const FORESIGHT = 20 * 365.2425 * DAY;

export default defineRule({
  id: 'feature-store/odd-source-times',
  subject: 'source',
  needs: ['time'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['time', 'quality', 'feast'],
  summary: 'Rows of a source whose time lies in the future, or stands for none',
  why: 'a join goes by these times: a value stamped too early counts as known to rows that came before it, and one stamped too late is not found',
  fix: 'mend the year or the unit where the rows are written; leave out rows whose time is not known',
  messages: {
    future:
      '{{stamp}} of {{source}} lies after {{asOf}} in {{rows}} of {{of}} rows ({{share|percent}}), by up to {{lead|duration}}',
    century:
      '{{stamp}} of {{source}} lies a century or more from nearly all other times in {{rows}} of {{of}} rows ({{share|percent}}): 1912 or 0012 for 2012',
    placeholder:
      '{{stamp}} of {{source}} is a moment that stands for no time (such as 1970-01-01) in {{rows}} of {{of}} rows ({{share|percent}}), whose values count as known from then on',
    early:
      '{{stamp}} of {{source}} lies before 1990 in {{rows}} of {{of}} rows ({{share|percent}}), {{gap|duration}} before all other times, as seconds read as milliseconds do',
  },
  options: z.strictObject({
    asOf: z.iso.date().optional().describe('The day the source was taken (default: today)'),
    planned: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of future event times from which they look planned, as prices to come, and are only informed of'),
    minRows: z.number().int().min(1).default(3).describe('Rows with such a time from which there is a finding'),
  }),
  async check({ labels, source, join, time, now, options, report }) {
    // Told once for all features that are looked up alike.
    const columns = join.alike.map(({ column }) => column);
    const [first] = columns;
    if (first && first.name !== join.column.name) return clean({}, `looked at with ${first.name}`);
    const stamps = [join.event, ...(join.created ? [join.created] : [])];
    const times = await Promise.all(stamps.map(async (stamp) => ({ stamp, at: await timeOf(source, stamp) })));
    const known = times.filter((one): one is { stamp: Column; at: Sql } => one.at !== undefined);
    if (!known.length) return skipped(`needs times in the column \`${join.event.name}\` of the source`);
    const seen = await timeOf(labels, time);
    const { first: begin } = seen ? await labels.aggregate({ first: sql`min(${seen})` }) : { first: null };
    const asOf = (options.asOf === undefined ? now.getTime() : Date.parse(options.asOf)) * 1000;
    const day = new Date(asOf / 1000).toISOString().slice(0, 10);
    const rows = await Promise.all(known.map(({ stamp, at }) => look(stamp, at)));
    return clean({ columns: known.length, rows: rows.reduce((sum, n) => sum + n, 0), asOf: day });

    async function look(stamp: Column, at: Sql): Promise<number> {
      // A day of grace: zones differ.
      const { of, last, real, future, slips, placeholders } = await oddTimes(source, at, asOf + DAY, options.minRows);
      const isMany = <T extends { readonly rows: number }>(odd: T | undefined): odd is T =>
        odd !== undefined && odd.rows >= options.minRows;
      const said = (rows: number) => ({ stamp: stamp.name, source: source.name, rows, of, share: rows / of });
      const facts = (kind: string, rows: number, condition?: Sql) => ({
        columns,
        evidence: { rows, of, share: rows / of, stamp: stamp.name },
        discriminator: `${kind}:${stamp.name}`,
        ...(condition && { sql: sql`SELECT count(*) FROM source WHERE ${condition}` }),
      });
      let told = 0;
      if (isMany(future)) {
        const { rows, condition } = future;
        const lead = last! - asOf;
        const looksPlanned = stamp === join.event && rows >= options.planned * of && lead < FORESIGHT;
        const common = facts('future', rows, condition);
        const evidence = { ...common.evidence, largestLeadDays: lead / DAY, asOf: day, looksPlanned };
        const severity = looksPlanned ? 'info' : 'warn';
        report({ messageId: 'future', data: { ...said(rows), asOf: day, lead }, ...common, evidence, severity });
        told += rows;
      }
      if (slips >= options.minRows) {
        report({ messageId: 'century', data: said(slips), ...facts('century', slips) });
        told += slips;
      }
      if (isMany(placeholders)) {
        const { rows, condition } = placeholders;
        report({ messageId: 'placeholder', data: said(rows), ...facts('placeholder', rows, condition) });
        told += rows;
      }
      const early = slips || begin === null ? undefined : await earlyTimes(source, real, Number(begin));
      if (isMany(early)) {
        const { rows, gap, condition } = early;
        report({ messageId: 'early', data: { ...said(rows), gap }, ...facts('early', rows, condition) });
        told += rows;
      }
      return told;
    }
  },
});
