import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { levelCounts } from '../../src/measure/columns/level-counts.ts';
import { DATE_PATTERN, type MixedText, mixedText, NUMBER_PATTERN } from '../../src/measure/columns/mixed-text.ts';

export default defineRule({
  id: 'quality/mixed-types',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'A column of numbers or dates with other texts among them',
  why: 'a few texts make the whole column text, so that its values are categories to a model and not quantities',
  fix: 'write missing values as null and all numbers in one notation, or name the texts as nulls when reading',
  messages: {
    words: '{{column}} is text: {{main}} in {{mainRows}} rows, and words in {{rows}}',
    notations: '{{column}} is text: {{main}} in {{mainRows}} rows, and in another notation in {{rows}}',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(30).describe('Values that a verdict needs'),
  }),
  async check({ table, peers, inputs, options, report }) {
    const columns = inputs.filter(({ kind }) => kind === 'text');
    if (!columns.length) return skipped('needs a text column');
    const [frame, trained] = await Promise.all([table.frame(), peers.find(({ role }) => role === 'train')?.frame()]);
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const isMixed = (found: MixedText | undefined) => found !== undefined && found.words + found.otherNotation > 0;
    await Promise.all(
      columns.map(async (column) => {
        const levels = levelCounts(frame.texts(column.name) ?? []);
        const found = mixedText(levels);
        if (!found || found.rows < options.minRows) return;
        // What train shows too is told of train.
        if (table.role !== 'train' && isMixed(mixedText(levelCounts(trained?.texts(column.name) ?? [])))) return;
        const exact = frame.sampled ? await onAllRows(table, column, found) : found;
        if (!exact.words && !exact.otherNotation) return;
        const { main, rows, mainRows, words, otherNotation } = exact;
        const messageId = words ? 'words' : 'notations';
        report({
          messageId,
          data: { column: column.name, main, mainRows, rows: words || otherNotation },
          columns: [column],
          evidence: { rows, [main]: mainRows, words, otherNotation },
          sql: sql`SELECT count(*) FROM ${identifier(table.role)} WHERE NOT ${fn.regexpTest(identifier(column.name), patternOf(found))}`,
        });
      }),
    );
    return clean({ columns: columns.length });
  },
});

const patternOf = ({ main }: MixedText): string => (main === 'numbers' ? NUMBER_PATTERN : DATE_PATTERN);

/** All that is neither the main type nor, by the sample, in another notation counts as words. */
async function onAllRows(table: Table, column: Column, found: MixedText): Promise<MixedText> {
  const is = fn.regexpTest(identifier(column.name), patternOf(found));
  const counts = await table.aggregate({
    main: sql`sum(CASE WHEN ${is} THEN 1 ELSE 0 END)`,
    present: sql`count(${column})`,
  });
  const [mainRows, rows] = [Number(counts.main), Number(counts.present)];
  const rest = rows - mainRows;
  const otherNotation = found.words ? 0 : found.otherNotation ? rest : 0;
  return { ...found, rows, mainRows, words: rest - otherNotation, otherNotation };
}
