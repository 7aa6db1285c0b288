import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { tellApart } from '../../src/measure/shift/tell-apart.ts';
import { aucStandardError, aucZ } from '../../src/stats/auc-error.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** Share of what the classifier won from which a column is named, and how many are. */
const NAMED = { share: 0.1, most: 5 } as const;

export default defineRule({
  id: 'drift/multivariate',
  subject: 'split',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift'],
  summary: 'Rows that a classifier can tell from train rows',
  why: 'the score is measured on rows unlike those the model learned from, or the model is served such rows',
  fix: 'look at the columns named here alone and in pairs; find out what changed, then split or train anew',
  messages: {
    told: 'a small classifier tells the rows of {{heldOut}} from those of {{fit}} (AUC {{auc}}), mostly by {{columns}}',
  },
  options: z.strictObject({
    auc: z.number().min(0.5).max(1).default(0.65).describe('Out-of-fold AUC from which rows count as told apart'),
    minRows: z.number().int().min(10).default(100).describe('Rows that each side must have'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const smaller = Math.min(first.rows, second.rows);
    if (smaller < options.minRows) return underpowered(`${smaller} rows; ${options.minRows} would be enough`, { rows: smaller });
    const found = tellApart(first, second, inputs, declared.entity);
    if (!found) return skipped('needs feature columns that both tables have');
    const independent = independence(first, second, declared.entity);
    const [rows, others] = [found.fitRows * independent.fit, found.heldOutRows * independent.heldOut];
    const all = !first.sampled && !second.sampled && found.fitRows === first.rows && found.heldOutRows === second.rows;
    const z = aucZ(found.auc, others, rows);
    const evidence = {
      auc: found.auc,
      standardError: aucStandardError(Math.max(0.5, found.auc), others, rows),
      ...{ z, requiredZ: requiredZ(1), minAuc: options.auc, fitRows: found.fitRows, heldOutRows: found.heldOutRows },
      ...{ columnsTested: found.tested, columnsUsed: found.columns.length },
    };
    if (!Number.isFinite(found.auc))
      return underpowered('entities too few to hold some out; 10 on each side would be enough', { rows: smaller });
    if (found.auc < options.auc || z < requiredZ(1)) return clean(evidence);
    const ranked = found.columns
      .map((column, i) => ({ column, share: found.importance[i]! }))
      .sort((a, b) => b.share - a.share || (a.column.name < b.column.name ? -1 : 1));
    const named = ranked.filter(({ share }, i) => i === 0 || (share >= NAMED.share && i < NAMED.most));
    report({
      messageId: 'told',
      data: {
        heldOut: heldOut.role,
        fit: fit.role,
        auc: Math.round(found.auc * 1000) / 1000,
        columns: named.map(({ column }) => column.name).join(', '),
      },
      columns: named.map(({ column }) => column),
      evidence: { ...evidence, shares: named.map(({ share }) => share) },
      coverage: all ? 'exact' : 'sampled',
    });
    return clean(evidence);
  },
});
