import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { isScalar } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { isMissing, nullsIn } from '../../src/measure/columns/nulls.ts';

/** Standard errors of the sample within which a share may be on the other side of the gate. */
const SCREEN_SIGMAS = 4;

export default defineRule({
  id: 'quality/high-null',
  subject: 'dataset',
  roles: ['train'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'A column that is missing in most rows',
  why: 'what is learned from it rests on few rows, and what fills the gaps decides the rest',
  fix: 'leave the column out, or say why it is missing by a column of its own',
  messages: {
    mostly: '{{column}} is missing in {{missing}} of {{rows}} rows ({{share|percent}})',
  },
  options: z.strictObject({
    warn: z.number().min(0).max(1).default(0.95).describe('Share of missing values from which the finding is a warning'),
    info: z.number().min(0).max(1).default(0.5).describe('Share of missing values from which there is a finding'),
    minRows: z.number().int().min(1).default(100).describe('Rows that a verdict needs'),
  }),
  async check({ table, inputs, options, report }) {
    const columns = inputs.filter(isScalar);
    if (!columns.length) return skipped('needs feature columns');
    const frame = await table.frame();
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const margin = frame.sampled ? SCREEN_SIGMAS * Math.sqrt(0.25 / frame.rows) : 0;
    const suspects = columns.filter(({ name }) => nullsIn(frame, name) / frame.rows >= options.info - margin);
    const rows = await table.rows();
    await Promise.all(
      suspects.map(async (column) => {
        const counted = await table.aggregate({ missing: sql`sum(CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END)` });
        const missing = Number(counted.missing);
        const share = missing / rows;
        // A column without any value is constant.
        if (share < options.info || missing === rows) return;
        report({
          messageId: 'mostly',
          data: { column: column.name, missing, rows, share },
          columns: [column],
          evidence: { missing, rows, share },
          severity: share >= options.warn ? 'warn' : 'info',
          sql: sql`SELECT count(*) - count(${column}) AS missing FROM ${identifier(table.role)}`,
        });
      }),
    );
    return clean({ columns: columns.length, rows });
  },
});
