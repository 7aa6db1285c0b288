import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { sql } from '../../src/engine/sql.ts';
import { isMissing } from '../../src/measure/columns/nulls.ts';
import { type ServedCounts, servedCounts } from '../../src/measure/feature-store/served-values.ts';
import { proportionDifference } from '../../src/stats/proportion-difference.ts';

const SECOND = 1e6;

export default defineRule({
  id: 'skew/stale-or-future-served',
  subject: 'dataset',
  roles: ['serving'],
  needs: ['log'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew', 'time', 'feast'],
  summary:
    'Values that a feature server gave though they were too old or not there, or that are stamped later than they were served',
  why: 'the model is served what its training data would not have held at that time, or misses what they always hold',
  fix: 'mend what fills the online store, and fetch the training data with the ttl and the gaps that serving has',
  messages: {
    future: '{{column}} was stamped after it was served in {{future}} of {{present}} rows',
    stale:
      '{{column}} was older than its ttl of {{ttlMicros|duration}} when it was served in {{stale}} of {{present}} rows ({{share|percent}})',
    absent:
      '{{column}} was not found or too old in {{servedShare|percent}} of {{rows}} served rows, and is missing in {{trainShare|percent}} of {{train}}',
  },
  options: z.strictObject({
    toleranceSeconds: z.number().min(0).default(1).describe('Seconds that the clocks of server and sources may differ by'),
    staleShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.001)
      .describe('Share of values older than the ttl from which there is a warning'),
    difference: z.number().min(0).max(1).default(0.05).describe('Difference of the shares of absent values that is reported'),
    falseRate: z.number().gt(0).max(1).default(0.001).describe('Probability of such a difference by chance that is tolerated'),
    minRows: z.number().int().min(2).default(30).describe('Rows that log and train must have for shares to be compared'),
  }),
  async check({ log, peers, options, report }) {
    const train = peers.find(({ role }) => role === 'train');
    const counted = await Promise.all(
      log.features.map(async (feature) => ({
        feature,
        counts: await servedCounts(log, feature, options.toleranceSeconds * SECOND),
      })),
    );
    const features = counted.flatMap(({ feature, counts }) => (counts ? [{ feature, counts }] : []));
    if (!features.length) return skipped('needs times and whole-numbered statuses in the log');
    for (const { feature, counts } of features) {
      const { name: column, ttl = 0 } = feature;
      const { present, future, stale, rows } = counts;
      const evidence = { ...counts, ttlSeconds: ttl / SECOND };
      const common = { columns: [column], evidence };
      if (future) report({ messageId: 'future', data: { column, future, present }, ...common, severity: 'error' });
      if (stale && stale >= options.staleShare * present) {
        report({
          messageId: 'stale',
          data: { column, stale, present, ttlMicros: ttl, share: stale / present },
          ...common,
          fix: TTL,
        });
      }
      const trained = train?.column(column);
      if (!train || !trained || rows < options.minRows || (await train.rows()) < options.minRows) continue;
      const row = await train.aggregate({ nulls: sql`sum(CASE WHEN ${isMissing(trained)} THEN 1 ELSE 0 END)` });
      const [nulls, trainRows, absent] = [Number(row.nulls), await train.rows(), absentIn(counts)];
      const { difference, logP } = proportionDifference(nulls, trainRows, absent, rows);
      if (difference < options.difference || logP > Math.log(options.falseRate)) continue;
      const shares = { trainShare: nulls / trainRows, servedShare: absent / rows };
      const evidenceOfShares = { ...evidence, ...shares, trainNulls: nulls, trainRows };
      report({
        messageId: 'absent',
        data: { column, rows, train: train.role, ...shares },
        columns: [column],
        evidence: evidenceOfShares,
        fix: GAPS,
      });
    }
    const total = (key: 'future' | 'stale' | 'notFound') => features.reduce((sum, { counts }) => sum + counts[key], 0);
    const withTtl = features.filter(({ feature }) => feature.ttl).length;
    return clean({
      features: features.length,
      withTtl,
      future: total('future'),
      stale: total('stale'),
      notFound: total('notFound'),
    });
  },
});

/** Rows for which training data would be missing. A value that is there and null is not: train has those too. */
const absentIn = ({ notFound, outsideMaxAge }: ServedCounts): number => notFound + outsideMaxAge;

const TTL =
  'materialise more often than the ttl is long, or drop old values when they are read: the online store does not look at the ttl';
const GAPS =
  'materialise all keys that are asked for; fetch training data without filling their gaps, with a store that keeps all rows';
