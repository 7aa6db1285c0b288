import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { levelOf } from '../../src/measure/columns/level-counts.ts';
import { hasUnseen, type UnseenLevels, unseenInFrames, unseenOnAllRows } from '../../src/measure/shift/unseen-levels.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** Columns where chance alone makes more of the rows new than this are names or texts, not categories. */
const MAX_EXPECTED = 0.1;

export default defineRule({
  id: 'drift/new-category',
  subject: 'split',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift'],
  summary: 'A category with levels that train has never seen',
  why: 'an encoder fitted to train fails on these rows or sets them to nothing, and the model has learned nothing about them',
  fix: 'find out where the levels come from; give rare and new levels a level of their own when encoding',
  messages: {
    unseen:
      '{{column}} has {{levels}} level(s) that {{fit}} does not know, in {{share|percent}} of {{heldOut}}, where chance would give {{expected|percent}}',
  },
  options: z.strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe('Share of rows with an unseen level, beyond what chance gives, that is reported'),
    minRows: z.number().int().min(2).default(100).describe('Rows with a level that each side must have'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(({ kind, name }) => kind === 'text' && heldOut.column(name)?.kind === 'text');
    if (!columns.length) return skipped('needs a text column that both tables have');
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const smaller = Math.min(first.rows, second.rows);
    if (smaller < options.minRows) return underpowered(`${smaller} rows; ${options.minRows} would be enough`, { rows: smaller });
    const entity = independence(first, second, declared.entity).heldOut < 1 ? declared.entity : [];
    const required = requiredZ(columns.length);
    const measured = await Promise.all(
      columns.map(async (column): Promise<{ column: Column; unseen: UnseenLevels } | undefined> => {
        const unseen = unseenInFrames(first, second, column, hasUnseen(first, second, column) ? entity : []);
        if (!unseen) return undefined;
        const worth = unseen.share - unseen.expected > options.share / 2 && unseen.expected <= MAX_EXPECTED;
        if (!worth || !(first.sampled || second.sampled)) return { column, unseen };
        return { column, unseen: await unseenOnAllRows(fit, heldOut, column, entity) };
      }),
    );
    const tested = measured.flatMap((one) => one ?? []);
    for (const { column, unseen } of tested) {
      const { share, expected, rows, levels, z, heldOutRows, fitRows } = unseen;
      if (Math.min(fitRows, heldOutRows) < options.minRows || expected > MAX_EXPECTED) continue;
      if (share - expected <= options.share || z < required) continue;
      report({
        messageId: 'unseen',
        data: { column: column.name, levels, share, expected, fit: fit.role, heldOut: heldOut.role },
        columns: [column],
        evidence: { rows, heldOutRows, share, expectedShare: expected, levels, z, requiredZ: required, fitRows },
        sql: unseenStatement(identifier(fit.role), identifier(heldOut.role), column),
      });
    }
    const largest = Math.max(0, ...tested.map(({ unseen }) => unseen.share));
    return clean({ columns: tested.length, largestShare: largest, minShare: options.share });
  },
});

function unseenStatement(fit: Sql, heldOut: Sql, column: Column): Sql {
  const level = levelOf(column);
  return sql`SELECT count(*) AS unseen_rows, count(DISTINCT ${level}) AS unseen_levels FROM ${heldOut} WHERE ${level} IS NOT NULL AND ${level} NOT IN (SELECT ${level} FROM ${fit} WHERE ${level} IS NOT NULL)`;
}
