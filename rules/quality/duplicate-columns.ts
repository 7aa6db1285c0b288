import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { comparableForm } from '../../src/measure/columns/comparable.ts';
import { equalColumns } from '../../src/measure/columns/equal-columns.ts';

export default defineRule({
  id: 'quality/duplicate-columns',
  subject: 'dataset',
  roles: ['train'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'Columns that hold the same values in every row',
  why: 'the information counts twice in distances and penalties, and importance is split between the copies',
  fix: 'keep one of the columns',
  messages: {
    equal: '{{other}} has the values of {{column}} in all {{rows}} rows',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(30).describe('Rows that a verdict needs'),
    varied: z
      .number()
      .int()
      .min(1)
      .default(10)
      .describe('Rows that must differ from the commonest value: fewer may agree by chance'),
  }),
  async check({ table, inputs, options, report }) {
    if (inputs.length < 2) return skipped('needs two feature columns');
    const frame = await table.frame();
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const groups = equalColumns(frame, inputs, options.varied);
    const rows = await table.rows();
    await Promise.all(
      groups.map(async ([first, ...others]) => {
        const forms = others.flatMap((column) => {
          const form = first && comparableForm(first, column);
          return form ? [{ column, differs: sql`${form(first)} IS DISTINCT FROM ${form(column)}` }] : [];
        });
        const counts = await table.aggregate(
          Object.fromEntries(forms.map(({ differs }, i) => [`c${i}`, sql`sum(CASE WHEN ${differs} THEN 1 ELSE 0 END)`])),
        );
        const equal = forms.filter((_, i) => Number(counts[`c${i}`]) === 0);
        for (const { column, differs } of equal) {
          report({
            messageId: 'equal',
            data: { column: first!.name, other: column.name, rows },
            columns: [first!, column],
            evidence: { rows, differing: 0, columnsAlike: equal.length + 1 },
            sql: sql`SELECT count(*) AS differing FROM ${identifier(table.role)} WHERE ${differs}`,
          });
        }
      }),
    );
    return clean({ columns: inputs.length, rows });
  },
});
