import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { areDays, eventTime } from '../../src/measure/time/event-time.ts';

const DAY = 86_400e6;

export default defineRule({
  id: 'time/future-feature',
  subject: 'dataset',
  roles: ['train', 'validation', 'test'],
  needs: ['time', 'features'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time'],
  summary: 'A feature that became known after the prediction it is used for',
  why: 'the value did not exist yet when the prediction was made, so production will not have it',
  fix: 'join the value as it stood at the prediction time, or take the feature out',
  messages: {
    future: '{{feature}} became known after {{time}} in {{rows}} of {{of}} rows ({{share|percent}}), by up to {{lead|duration}}',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(1).describe('Such rows from which there is a finding'),
    toleranceSeconds: z.number().min(0).default(0).describe('Seconds that a value may be later, for clocks that differ'),
  }),
  async check({ table, time, features, options, report }) {
    const known = [...features.values()].filter(
      ({ name, knownAt }) => knownAt !== undefined && table.column(name) && table.column(knownAt),
    );
    if (!known.length) return skipped('needs a feature with `known_at`');
    const frame = await table.frame();
    const predicted = eventTime(time, frame);
    if (!predicted) return skipped('needs `time` as dates, times, years or seconds');
    const unreadable: string[] = [];
    const looked = await Promise.all(
      known.map(async ({ name, knownAt }) => {
        const column = table.column(knownAt!)!;
        const became = eventTime(column, frame);
        if (!became) {
          unreadable.push(column.name);
          return 0;
        }
        // A null feature has no value that could have come from the future.
        // A day says no hour: what became known within it may have been known in time.
        const gap = [time, column].some((one) => areDays(one, frame))
          ? sql`${dayOf(became)} - ${dayOf(predicted)}`
          : sql`${became} - ${predicted}`;
        const lead = sql`CASE WHEN ${identifier(name)} IS NOT NULL THEN ${gap} END`;
        const late = sql`${lead} > ${options.toleranceSeconds * 1e6}`;
        const counted = await table.aggregate({
          of: sql`count(${lead})`,
          rows: sql`sum(CASE WHEN ${late} THEN 1 ELSE 0 END)`,
          largest: sql`max(${lead})`,
        });
        const [of, rows, largest] = [Number(counted.of), Number(counted.rows), Number(counted.largest)];
        if (rows < options.minRows || rows === 0) return rows;
        const share = rows / of;
        report({
          messageId: 'future',
          data: { feature: name, time: time.name, rows, of, share, lead: largest },
          columns: [name],
          evidence: { rows, of, share, largestLeadSeconds: largest / 1e6, knownAt: column.name },
          sql: sql`SELECT count(*) FROM ${identifier(table.role)} WHERE ${late}`,
        });
        return rows;
      }),
    );
    if (unreadable.length === known.length) return skipped(`needs times in ${unreadable.join(', ')}`);
    return clean({ features: looked.length, rows: looked.reduce((sum, rows) => sum + rows, 0) });
  },
});

const dayOf = (micros: Sql): Sql => sql`floor(${micros} / ${DAY}) * ${DAY}`;
