import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isNumeric, isTemporal } from '../../src/engine/column.ts';
import { type Frame, frameValue } from '../../src/engine/frame.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { levelCounts } from '../../src/measure/columns/level-counts.ts';
import { placeholdersIn } from '../../src/measure/columns/placeholders.ts';
import { type Sentinel, sentinels } from '../../src/measure/columns/sentinels.ts';
import { sortedValues } from '../../src/measure/columns/sorted-values.ts';

export default defineRule({
  id: 'quality/disguised-missing',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'A value that stands for a missing one',
  why: 'a code such as −999 is taken for a quantity: it moves means and scalers, and the model learns from it',
  fix: 'write null instead, or name the value among the nulls when reading',
  messages: {
    sentinel:
      '{{column}} has one value in {{rows}} rows ({{share|percent}}) that lies far {{side}} all others and looks like a code for missing ({{pattern}})',
    placeholder: '{{column}} has a text that stands for a missing value in {{rows}} rows ({{share|percent}})',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(100).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, inputs, options, report }) {
    const columns = inputs.filter((column) => isNumeric(column) || isTemporal(column) || column.kind === 'text');
    if (!columns.length) return skipped('needs feature columns');
    const [frame, trained] = await Promise.all([table.frame(), peers.find(({ role }) => role === 'train')?.frame()]);
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const rows = await table.rows();
    // What train has too is judged there.
    const before = table.role === 'train' ? undefined : trained;
    await Promise.all(
      columns.map(async (column) => {
        for (const one of codesIn(frame, column).sentinels) {
          if (before?.numbers(column.name)?.includes(one.value)) continue;
          const value = frameValue(column)!;
          const beyond = one.side === 'below' ? sql`${value} < ${one.nearest}` : sql`${value} > ${one.nearest}`;
          const counts = await table.aggregate({
            rows: sql`sum(CASE WHEN ${value} = ${one.value} THEN 1 ELSE 0 END)`,
            between: sql`sum(CASE WHEN ${beyond} AND ${value} <> ${one.value} THEN 1 ELSE 0 END)`,
          });
          const [found, between] = [Number(counts.rows), Number(counts.between)];
          // The sample may have missed values that close the gap.
          if (frame.sampled && between > found / 3) continue;
          const share = found / rows;
          report({
            messageId: 'sentinel',
            data: { column: column.name, rows: found, share, side: one.side, pattern: one.pattern },
            columns: [column],
            evidence: { rows: found, share, distance: one.distance, pattern: one.pattern, otherValuesBeyond: between },
            severity: one.pattern === 'zero' && one.distance < 1 ? 'info' : 'warn',
            examples: [one.value],
            discriminator: `${one.side} ${one.pattern}`,
          });
        }
        const placeholder = codesIn(frame, column).placeholder;
        if (!placeholder || (before && codesIn(before, column).placeholder)) return;
        const level = identifier(column.name);
        const wanted = placeholder.levels.map((one) => sql`${one}`);
        const counts = await table.aggregate({ rows: sql`sum(CASE WHEN ${level} IN (${wanted}) THEN 1 ELSE 0 END)` });
        const found = Number(counts.rows);
        report({
          messageId: 'placeholder',
          data: { column: column.name, rows: found, share: found / rows },
          columns: [column],
          evidence: { rows: found, share: found / rows, certain: placeholder.certain },
          severity: placeholder.certain ? 'warn' : 'info',
          examples: placeholder.levels,
        });
      }),
    );
    return clean({ columns: columns.length, rows });
  },
});

function codesIn(frame: Frame, column: Column): { sentinels: Sentinel[]; placeholder: ReturnType<typeof placeholdersIn> } {
  const numbers = frame.numbers(column.name);
  const texts = column.kind === 'text' ? frame.texts(column.name) : undefined;
  return {
    sentinels: numbers ? sentinels(sortedValues(numbers), isTemporal(column)) : [],
    placeholder: texts && placeholdersIn(levelCounts(texts)),
  };
}
