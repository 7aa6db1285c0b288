import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { isNumeric } from '../../src/engine/column.ts';
import { lackOfRows } from '../../src/measure/columns/least-rows.ts';
import { fittedEvidence, undecidedReason } from '../../src/measure/fitted/fitted-evidence.ts';
import { rankTransformed } from '../../src/measure/fitted/rank-transformed.ts';
import { ranksStatement } from '../../src/measure/fitted/ranks-statement.ts';
import { settleFitted } from '../../src/measure/fitted/settle-fitted.ts';

export default defineRule({
  id: 'preprocessing/ranks-over-all',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'Columns that are ranks among train and held-out rows together',
  why: 'a rank tells how many held-out rows lie below, so the rows that the model learns from describe the held-out ones',
  fix: 'fit the quantile transform on the train rows alone, or rank within them, and apply it to the others',
  messages: {
    both: '{{columns}} of {{of}} numeric columns are ranks among {{fit}} and {{heldOut}} together (to within {{bothResidual}}), not among {{fit}} alone (off by {{fitResidual}} at least)',
    apart: '{{columns}} of {{of}} numeric columns of {{heldOut}} are ranks among its own rows (to within {{heldOutResidual}})',
  },
  options: z.strictObject({
    maxChance: z
      .number()
      .gt(0)
      .max(1)
      .default(1e-4)
      .describe('Probability that a column which happens to be uniform looks the same, above which nothing is reported'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(isNumeric);
    if (!columns.length) return skipped('needs a numeric column that both tables have');
    const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
    const lack = lackOfRows(fit.role, fitRows, heldOut.role, heldOutRows);
    if (lack) return underpowered(lack, { fitRows, heldOutRows });
    const found = await rankTransformed(fit, heldOut, columns);
    const settled = settleFitted(found, columns.length, Math.log(options.maxChance));
    const { both, apart, logChance } = settled;
    const summary = {
      ...{ columnsTested: columns.length, fitRows, heldOutRows },
      ...{
        rankedOnBoth: both.length,
        rankedOnFit: settled.fit.length,
        rankedApart: apart.length,
        undecided: settled.undecided.length,
      },
      maxLog10Chance: Math.log10(options.maxChance),
    };
    const severity = declared.preprocessing ? 'error' : 'warn';
    if (both.length) {
      const evidence = fittedEvidence(both, logChance.both);
      const { bothResidual, fitResidual } = evidence;
      report({
        messageId: 'both',
        data: { columns: both.length, of: columns.length, fit: fit.role, heldOut: heldOut.role, bothResidual, fitResidual },
        columns: both.map(({ column }) => column),
        evidence: { ...summary, ...evidence },
        severity,
        sql: ranksStatement(both[0]!.column.name, [fit.role, heldOut.role]),
      });
    }
    if (apart.length) {
      const evidence = fittedEvidence(apart, logChance.apart);
      const heldOutResidual = evidence.heldOutResidual ?? 0;
      report({
        messageId: 'apart',
        data: { columns: apart.length, of: columns.length, heldOut: heldOut.role, heldOutResidual },
        columns: apart.map(({ column }) => column),
        evidence: { ...summary, ...evidence },
        severity,
        sql: ranksStatement(apart[0]!.column.name, [heldOut.role]),
      });
    }
    if (settled.fit.length)
      return clean({ ...summary, ...fittedEvidence(settled.fit, logChance.fit) }, `fitted on ${fit.role} only`);
    if (settled.undecided.length) return underpowered(undecidedReason(settled.undecided, fit.role, heldOut.role), summary);
    return clean(summary);
  },
});
