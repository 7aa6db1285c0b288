import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { levelCounts } from '../../src/measure/columns/level-counts.ts';
import { spellingsIn } from '../../src/measure/columns/spellings.ts';

export default defineRule({
  id: 'quality/spelling-variants',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'Levels of one category spelled in several ways',
  why: 'to a model these are different categories, each with fewer rows, and a new spelling is an unknown one',
  fix: 'trim spaces and unify case and separators where the data are made',
  messages: {
    variants:
      '{{column}} spells {{groups}} level(s) in several ways that differ in case, spaces or separators: {{rows}} rows have a rarer spelling',
  },
  options: z.strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe('Share of rows in rarer spellings from which the finding is a warning'),
    minRows: z.number().int().min(1).default(3).describe('Rows in rarer spellings that a finding needs'),
  }),
  async check({ table, peers, inputs, options, report }) {
    const columns = inputs.filter(({ kind }) => kind === 'text');
    if (!columns.length) return skipped('needs a text column');
    const [frame, trained] = await Promise.all([table.frame(), peers.find(({ role }) => role === 'train')?.frame()]);
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const rows = await table.rows();
    await Promise.all(
      columns.map(async (column) => {
        const found = spellingsIn(levelCounts(frame.texts(column.name) ?? []));
        if (!found) return;
        // What train shows too is told of train.
        if (table.role !== 'train' && spellingsIn(levelCounts(trained?.texts(column.name) ?? []))) return;
        const rarer = found.rarer.map((level) => sql`${level}`);
        const counts = await table.aggregate({ rows: sql`sum(CASE WHEN ${column} IN (${rarer}) THEN 1 ELSE 0 END)` });
        const variant = Number(counts.rows);
        if (variant < options.minRows) return;
        report({
          messageId: 'variants',
          data: { column: column.name, groups: found.groups.length, rows: variant },
          columns: [column],
          evidence: {
            groups: found.groups.length,
            spellings: found.rarer.length + found.groups.length,
            rows: variant,
            share: variant / rows,
          },
          severity: variant / rows >= options.share ? 'warn' : 'info',
          sql: sql`SELECT lower(trim(${column})) AS level, count(DISTINCT ${column}) AS spellings, count(*) AS n FROM ${identifier(table.role)} GROUP BY lower(trim(${column})) HAVING count(DISTINCT ${column}) > 1`,
          examples: found.groups[0]!.slice(0, 5),
        });
      }),
    );
    return clean({ columns: columns.length, rows });
  },
});
