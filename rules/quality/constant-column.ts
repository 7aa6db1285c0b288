import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isScalar } from '../../src/engine/column.ts';
import type { Frame } from '../../src/engine/frame.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { levelCounts } from '../../src/measure/columns/level-counts.ts';
import { isMissing, nullsIn } from '../../src/measure/columns/nulls.ts';

export default defineRule({
  id: 'quality/constant-column',
  subject: 'dataset',
  roles: ['train'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'A column with one value, or with none',
  why: 'nothing can be learned from it, and a value other than this one will be new to the model',
  fix: 'leave the column out, or find out why the source no longer fills it',
  messages: {
    constant: '{{column}} has the same value in all {{rows}} rows',
    empty: '{{column}} is missing in all {{rows}} rows',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(30).describe('Rows that a verdict needs'),
  }),
  async check({ table, inputs, options, report }) {
    const columns = inputs.filter(isScalar);
    if (!columns.length) return skipped('needs feature columns');
    const frame = await table.frame();
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const suspects = columns.filter((column) => looksConstant(frame, column));
    await Promise.all(
      suspects.map(async (column) => {
        const counts = await table.aggregate({
          rows: sql`count(*)`,
          missing: sql`sum(CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END)`,
          same: sql`CASE WHEN min(${column}) = max(${column}) THEN 1 ELSE 0 END`,
        });
        const [rows, missing] = [Number(counts.rows), Number(counts.missing)];
        const messageId = missing === rows ? 'empty' : missing === 0 && Number(counts.same) === 1 ? 'constant' : undefined;
        if (!messageId) return;
        report({
          messageId,
          data: { column: column.name, rows },
          columns: [column],
          evidence: { rows, missing },
          sql: sql`SELECT count(DISTINCT ${column}) AS distinct_values, count(*) - count(${column}) AS missing FROM ${identifier(table.role)}`,
        });
      }),
    );
    return clean({ columns: columns.length, rows: frame.rows });
  },
});

function looksConstant(frame: Frame, { name }: Column): boolean {
  const nulls = nullsIn(frame, name);
  if (nulls > 0) return nulls === frame.rows;
  const texts = frame.texts(name);
  if (texts) return levelCounts(texts).size === 1;
  const numbers = frame.numbers(name);
  return numbers?.every((value) => value === numbers[0]) ?? false;
}
