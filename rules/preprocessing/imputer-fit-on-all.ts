import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { isNumeric } from '../../src/engine/column.ts';
import { identifier, join, type Sql, sql } from '../../src/engine/sql.ts';
import { lackOfRows } from '../../src/measure/columns/least-rows.ts';
import { fittedEvidence, undecidedReason } from '../../src/measure/fitted/fitted-evidence.ts';
import { imputed } from '../../src/measure/fitted/imputed.ts';
import { settleFitted } from '../../src/measure/fitted/settle-fitted.ts';

export default defineRule({
  id: 'preprocessing/imputer-fit-on-all',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'Gaps filled with a mean or median that the held-out rows went into',
  why: 'the values filled in on the train side carry what the held-out rows are like, so these are no longer unseen',
  fix: 'fit the imputer on the train rows alone and apply it to the others, best in one pipeline with the model',
  messages: {
    both: '{{columns}} of {{of}} filled columns hold the {{method}} of {{fit}} and {{heldOut}} together (to within {{bothResidual}} deviations), which is not that of {{fit}} (off by {{fitResidual}} at least)',
    apart:
      '{{columns}} of {{of}} filled columns of {{heldOut}} hold the {{method}} of {{heldOut}} itself (to within {{heldOutResidual}} deviations)',
  },
  options: z.strictObject({
    maxChance: z
      .number()
      .gt(0)
      .max(1)
      .default(1e-4)
      .describe('Probability that values filled in otherwise come as near, above which nothing is reported'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(isNumeric);
    if (!columns.length) return skipped('needs a numeric column that both tables have');
    const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
    const lack = lackOfRows(fit.role, fitRows, heldOut.role, heldOutRows);
    if (lack) return underpowered(lack, { fitRows, heldOutRows });
    const target = declared.target && fit.column(declared.target.name);
    const grouping = [...inputs, ...(target ? [target] : [])].filter(({ kind }) => kind !== 'float' && kind !== 'decimal');
    const { tested, found } = await imputed(fit, heldOut, columns, grouping);
    const settled = settleFitted(found, tested, Math.log(options.maxChance));
    const { both, apart, logChance } = settled;
    const summary = {
      ...{ columnsTested: tested, fitRows, heldOutRows },
      ...{
        filledOnBoth: both.length,
        filledOnFit: settled.fit.length,
        filledApart: apart.length,
        undecided: settled.undecided.length,
      },
      maxLog10Chance: Math.log10(options.maxChance),
    };
    const severity = declared.preprocessing ? 'error' : 'warn';
    if (both.length) {
      const evidence = fittedEvidence(both, logChance.both);
      const { method, bothResidual, fitResidual } = evidence;
      report({
        messageId: 'both',
        data: { columns: both.length, of: tested, fit: fit.role, heldOut: heldOut.role, method, bothResidual, fitResidual },
        columns: both.map(({ column }) => column),
        evidence: { ...summary, ...evidence },
        severity,
        sql: nearestFill(both[0]!.column.name, [fit.role, heldOut.role]),
      });
    }
    if (apart.length) {
      const evidence = fittedEvidence(apart, logChance.apart);
      const { method, heldOutResidual } = evidence;
      report({
        messageId: 'apart',
        data: { columns: apart.length, of: tested, heldOut: heldOut.role, method, heldOutResidual: heldOutResidual ?? 0 },
        columns: apart.map(({ column }) => column),
        evidence: { ...summary, ...evidence },
        severity,
        sql: nearestFill(apart[0]!.column.name, [heldOut.role]),
      });
    }
    if (settled.fit.length)
      return clean({ ...summary, ...fittedEvidence(settled.fit, logChance.fit) }, `fitted on ${fit.role} only`);
    if (settled.undecided.length) return underpowered(undecidedReason(settled.undecided, fit.role, heldOut.role), summary);
    return clean(summary);
  },
});

/** The repeated value of a column that is nearest to the mean of the others. */
function nearestFill(name: string, roles: readonly string[]): Sql {
  const column = identifier(name);
  const parts = roles.map((role) => sql`SELECT ${column} AS v FROM ${identifier(role)}`);
  return sql`WITH pooled AS (${join(parts, ' UNION ALL ')}), totals AS (SELECT sum(v) AS s, count(v) AS n FROM pooled) SELECT v, count(*) AS filled, abs((max(s) - v * count(*)) / (max(n) - count(*)) - v) AS off FROM pooled CROSS JOIN totals WHERE v IS NOT NULL GROUP BY v HAVING count(*) > 1 ORDER BY off LIMIT 1`;
}
