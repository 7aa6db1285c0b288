import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { type AsOfCounts, classify, valuesAtTime } from '../../src/measure/as-of/classify.ts';
import { knownThen } from '../../src/measure/as-of/known-then.ts';
import { likelyMistake, type Mistake } from '../../src/measure/as-of/likely-mistake.ts';
import { asOfLookup } from '../../src/measure/as-of/open-lookup.ts';

const SECOND = 1e6;

export default defineRule({
  id: 'time/point-in-time',
  subject: 'source',
  needs: ['time'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'A feature that is not what its source said at the prediction time',
  why: 'a value that was stamped or written after the prediction was not there to predict with, and production will not have it',
  fix: 'join the last value at or before the prediction time, and only rows that had been written by then',
  messages: {
    future: '{{column}} holds a later value of its source in {{future}} of {{rows}} rows ({{share|percent}}){{mistake}}',
    late: '{{column}} holds a value that was written only after {{time}} in {{late}} of {{rows}} rows ({{share|percent}})',
    stale: '{{column}} holds a value older than its ttl in {{stale}} of {{rows}} rows ({{share|percent}}){{mistake}}',
    missing: '{{column}} is missing in {{missing}} of {{rows}} rows ({{share|percent}}) where its source had a value',
    older: '{{column}} holds an earlier value than the last one in {{older}} of {{rows}} rows ({{share|percent}}){{mistake}}',
    atTime:
      '{{column}} holds a value stamped exactly at {{time}} in {{atTime}} of {{rows}} rows ({{share|percent}}): it counts as known then, which nothing proves',
    other: '{{column}} holds a value that its source never had for the key in {{other}} of {{rows}} rows ({{share|percent}})',
  },
  options: z.strictObject({
    boundary: z
      .enum(['ask', 'inclusive', 'strict'])
      .default('ask')
      .describe(
        'Whether a value stamped exactly at the prediction time counts: `inclusive`, as Feast has it, `strict`: it does not, `ask`: it does, and is told of',
      ),
    delaySeconds: z.number().min(0).default(0).describe('Seconds after its time stamp that a value is available'),
    embargoSeconds: z.number().min(0).default(0).describe('Seconds before the prediction from which on values do not count'),
    created: z.enum(['audit', 'ignore']).default('audit').describe('Whether values written after the prediction time are a leak'),
    minRows: z.number().int().min(1).default(1).describe('Rows with a later or late value from which there is an error'),
    minShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.001)
      .describe('Share of stale, missing, earlier or foreign values from which there is a warning'),
  }),
  async check({ labels, source, join, time, options, report }) {
    const opened = await asOfLookup(labels, source, join, time, {
      lag: (options.delaySeconds + options.embargoSeconds) * SECOND,
      strict: options.boundary === 'strict',
    });
    if ('lacks' in opened) return skipped(opened.lacks);
    const { lookup, index } = opened;
    const counts = await classify(lookup, index);
    if (!counts.timed && counts.rows) return skipped('needs `time` as dates, times, years or seconds');
    const { stale, missing, older, other, rows } = counts;
    // What is explained by rows not written yet is no mistake: somebody joined with the created time as a cut-off.
    const cut = lookup.created && counts.late + counts.future - counts.futureOnly + older + missing > 0;
    const known = cut ? await knownThen(lookup, index) : NONE;
    const [future, late] = [counts.future - known.future, counts.late - known.late];
    const [lost, behind] = unexplained(counts, known.other - known.future);
    const evidence = { ...counts, knownThen: known.other, lateButKnown: known.late, ttlSeconds: join.ttl / SECOND };
    const column = join.column.name;
    const isLeak = future >= options.minRows;
    const least = Math.max(3, options.minShare * rows);
    const mistake = isLeak || Math.max(stale, behind) >= least ? await likelyMistake(lookup, index) : undefined;
    // A join without the ttl gives old values, and no later ones.
    const isLater = mistake !== undefined && mistake.kind !== 'ttl-ignored';
    const facts = (n: number, said = mistake) => ({
      column,
      rows,
      share: n / rows,
      mistake: said ? `: ${MISTAKES[said.kind](said)}` : '',
    });
    const common = { columns: [join.column], evidence: { ...evidence, ...(mistake && { mistake: mistake.kind }) } };
    if (isLeak) {
      report({
        messageId: 'future',
        data: { ...facts(future, isLater ? mistake : undefined), future },
        ...common,
        // Where each later value is also an earlier one, a mix-up of rows would look alike.
        ...(counts.futureOnly === 0 && !isLater && { severity: 'warn', confidence: 'medium' }),
        sql: reproduce(labels.role, join, time.name),
      });
    }
    if (options.created === 'audit' && late >= options.minRows) {
      report({ messageId: 'late', data: { ...facts(late), late, time: time.name }, ...common, fix: CUT_OFF });
    }
    const warn = { ...common, severity: 'warn', confidence: 'medium' } as const;
    if (stale >= least) report({ messageId: 'stale', data: { ...facts(stale), stale }, ...warn, fix: TTL });
    if (lost >= least) report({ messageId: 'missing', data: { ...facts(lost), missing: lost }, ...warn, fix: REJOIN });
    if (behind >= least) report({ messageId: 'older', data: { ...facts(behind), older: behind }, ...warn, fix: REJOIN });
    if (other >= least) report({ messageId: 'other', data: { ...facts(other), other }, ...warn, fix: COMPARE });
    if (options.boundary === 'ask' && !lookup.lag && !lookup.created) await askAboutBoundary();
    return clean(evidence);

    /** Once for all features that are looked up alike, with the counts of the first. */
    async function askAboutBoundary(): Promise<void> {
      const { atTime } = counts;
      const isMany = (n: number) => n > 0 && n >= AT_TIME * rows;
      if (!isMany(atTime)) return;
      const atTimes = await valuesAtTime(lookup);
      const columns = lookup.features.filter((_, i) => isMany(atTimes[i]!)).map((feature) => feature.column);
      if (columns[0]?.name !== column) return;
      const data = { column, time: time.name, atTime, rows, share: atTime / rows };
      report({ messageId: 'atTime', data, ...common, columns, severity: 'info', confidence: 'low', fix: BOUNDARY });
    }
  },
});

/** Share of rows that hold a value stamped at their very time, from which that is no accident of clocks. */
const AT_TIME = 0.1;

const NONE = { late: 0, other: 0, future: 0 };
const BOUNDARY =
  'say `boundary: inclusive` where such values are known by then, and `boundary: strict` (`audit --strict`) where they come of the event itself';
const CUT_OFF =
  'join only rows written by the prediction time (Feast: `filter_by_created_timestamp=True`), or declare that corrections are meant';
const TTL = 'join again with the ttl, or lengthen it to what serving really uses';
const REJOIN = 'join again: the last value at or before the prediction time';
const COMPARE = 'name the source the column really comes from; a column that was scaled or encoded afterwards has none';

function unexplained({ missing, older }: AsOfCounts, known: number): readonly [missing: number, older: number] {
  const rest = Math.max(0, missing + older - known);
  return [Math.min(missing, rest), Math.max(0, Math.min(older, rest - missing))];
}

const MISTAKES: Readonly<Record<Mistake['kind'], (mistake: Mistake) => string>> = {
  inclusive: () => 'it looks like a join that counts values stamped at the very time',
  undelayed: () => 'it looks like a join without the delay',
  latest: () => 'it looks like the latest value of each key, whatever the prediction time',
  forward: () => 'it looks like a join to the next value instead of the last',
  nearest: () => 'it looks like a join to the nearest value, before or after',
  'back-filled': () => 'it looks as if gaps were filled backwards from later values',
  'ttl-ignored': () => 'it looks like a join without the ttl',
  offset: (mistake) =>
    'micros' in mistake ? `it looks like times ${Math.abs(mistake.micros) / 3600e6} h off, as of another time zone` : '',
};

interface Reproduced {
  readonly keys: readonly { readonly labels: { readonly name: string }; readonly source: { readonly name: string } }[];
  readonly event: { readonly name: string };
  readonly column: { readonly name: string };
  readonly value: { readonly name: string };
}

/** Rows whose value stands in the source at a later time only. */
function reproduce(role: string, { keys, event, column, value }: Reproduced, time: string): Sql {
  const l = (name: string) => sql`l.${identifier(name)}`;
  const s = (name: string) => sql`s.${identifier(name)}`;
  const same = [
    ...keys.map((key) => sql`${s(key.source.name)} = ${l(key.labels.name)}`),
    sql`${s(value.name)} = ${l(column.name)}`,
  ];
  const match = same.reduce((all, one) => sql`${all} AND ${one}`);
  const exists = (bound: Sql) => sql`EXISTS (SELECT 1 FROM source AS s WHERE ${match} AND ${s(event.name)} ${bound} ${l(time)})`;
  return sql`SELECT count(*) FROM ${identifier(role)} AS l WHERE ${exists(sql`>`)} AND NOT ${exists(sql`<=`)}`;
}
