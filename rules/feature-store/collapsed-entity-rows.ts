import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, join, sql } from '../../src/engine/sql.ts';
import { keySets } from '../../src/measure/feature-store/key-sets.ts';

export default defineRule({
  id: 'feature-store/collapsed-entity-rows',
  subject: 'feature-store',
  needs: ['time'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['feast'],
  summary: 'Training rows that share key and time, with an offline store that keeps one of them',
  why: 'labels vanish when the features are fetched, and the rows that are left are no fair sample of them',
  fix: 'make (keys, time) unique, as by a microsecond for each row, or fetch with an offline store that keeps all rows',
  messages: {
    collapsed:
      '{{lost}} of {{rows}} rows have the {{keys}} and {{time}} of another row: the offline store {{store}} would keep one of each',
  },
  options: z.strictObject({ minRows: z.number().int().min(1).default(1).describe('Rows from which it is reported') }),
  async check({ store, train, time, options, report }) {
    const { offline } = store;
    if (!offline) return skipped('needs the feature_store.yaml that names the offline store: `feast.repo`');
    if (!train) return skipped('needs train data');
    if (!offline.collapses) return clean({ store: offline.type }, `the offline store ${offline.type} keeps all rows`);
    const sets = keySets(store, train.columns);
    const counted = await Promise.all(
      sets.map(async (keys) => {
        const columns = [...keys, time.name].map(identifier);
        const present = join(
          columns.map((column) => sql`${column} IS NOT NULL`),
          ' AND ',
        );
        const groups = sql`SELECT count(*) AS n FROM ${train} AS t WHERE ${present} GROUP BY ${columns}`;
        const [row = {}] = await train.query(sql`SELECT sum(n) AS n, sum(n - 1) AS lost FROM (${groups}) AS g`);
        return { keys, rows: Number(row.n ?? 0), lost: Number(row.lost ?? 0) };
      }),
    );
    const [worst] = counted.sort((a, b) => b.lost - a.lost);
    if (!worst) return skipped('needs the join keys of a view in train data');
    const { keys, rows, lost } = worst;
    const evidence = { rows, lost, keys, store: offline.type };
    if (lost >= options.minRows) {
      const said = { lost, rows, keys: keys.join(', ') || 'no keys', time: time.name, store: offline.type };
      report({ messageId: 'collapsed', data: said, columns: [...keys, time.name], evidence });
    }
    return clean(evidence);
  },
});
