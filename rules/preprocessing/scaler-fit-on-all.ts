import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { isNumeric } from '../../src/engine/column.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, join, type Sql, sql } from '../../src/engine/sql.ts';
import { lackOfRows } from '../../src/measure/columns/least-rows.ts';
import { fittedEvidence, undecidedReason } from '../../src/measure/fitted/fitted-evidence.ts';
import type { Fitted } from '../../src/measure/fitted/fitted-set.ts';
import { rangeScaled } from '../../src/measure/fitted/range-scaled.ts';
import { isQuantileTransform, rankTransformed } from '../../src/measure/fitted/rank-transformed.ts';
import { ranksStatement } from '../../src/measure/fitted/ranks-statement.ts';
import { robustScaled } from '../../src/measure/fitted/robust-scaled.ts';
import { settleFitted } from '../../src/measure/fitted/settle-fitted.ts';
import { standardised } from '../../src/measure/fitted/standardised.ts';

/** Columns whose figures the statement of a finding gives. */
const SHOWN = 5;

export default defineRule({
  id: 'preprocessing/scaler-fit-on-all',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'Columns scaled with the held-out rows in the means, deviations or bounds',
  why: 'the rows that the model learns from carry what the scaler took from the held-out rows, so these are no longer unseen',
  fix: 'fit the scaler on the train rows alone and apply it to the others, best in one pipeline with the model',
  messages: {
    both: '{{columns}} of {{of}} numeric columns were scaled over {{fit}} and {{heldOut}} together: {{method}} to within {{bothResidual}}, and over {{fit}} alone to {{fitResidual}} at best',
    apart:
      '{{columns}} of {{of}} numeric columns of {{heldOut}} were scaled over {{heldOut}} itself: {{method}} to within {{heldOutResidual}}',
  },
  options: z.strictObject({
    maxChance: z
      .number()
      .gt(0)
      .max(1)
      .default(1e-4)
      .describe('Probability that columns which were never scaled look the same, above which nothing is reported'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(isNumeric);
    if (!columns.length) return skipped('needs a numeric column that both tables have');
    const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
    const lack = lackOfRows(fit.role, fitRows, heldOut.role, heldOutRows);
    if (lack) return underpowered(lack, { fitRows, heldOutRows });
    const [means, quantiles, bounds, ranks] = await Promise.all([
      standardised(fit, heldOut, columns),
      robustScaled(fit, heldOut, columns),
      rangeScaled(fit, heldOut, columns),
      rankTransformed(fit, heldOut, columns),
    ]);
    const isRanked = ({ column }: Fitted) => ranks.some((rank) => rank.column === column);
    const families = [
      { family: 'mean and deviation', found: means, statement: figuresOf(meansOf) },
      { family: 'quantiles', found: quantiles, statement: figuresOf(quantilesOf) },
      { family: 'bounds', found: bounds.filter((one) => !isRanked(one)), statement: figuresOf(boundsOf) },
      { family: 'ranks', found: ranks.filter(isQuantileTransform), statement: ranksOf },
    ].map(({ family, found, statement }) => ({
      family,
      statement,
      ...settleFitted(found, columns.length, Math.log(options.maxChance)),
    }));
    const counts = (of: readonly { readonly length: number }[]) => of.reduce((sum, { length }) => sum + length, 0);
    const summary = {
      ...{ columnsTested: columns.length, fitRows, heldOutRows },
      scaledOnBoth: counts(families.map(({ both }) => both)),
      scaledOnFit: counts(families.map((family) => family.fit)),
      scaledApart: counts(families.map(({ apart }) => apart)),
      undecided: counts(families.map(({ undecided }) => undecided)),
      maxLog10Chance: Math.log10(options.maxChance),
    };
    const severity = declared.preprocessing ? 'error' : 'warn';
    for (const { both, apart, logChance, family, statement } of families) {
      const roles = { fit: fit.role, heldOut: heldOut.role };
      if (both.length) {
        const found = fittedEvidence(both, logChance.both);
        const { method, bothResidual, fitResidual } = found;
        report({
          messageId: 'both',
          data: { columns: both.length, of: columns.length, ...roles, method, bothResidual, fitResidual },
          columns: both.map(({ column }) => column),
          evidence: { ...summary, ...found },
          severity,
          discriminator: family,
          sql: statement(both, [fit.role, heldOut.role]),
        });
      }
      if (apart.length) {
        const found = fittedEvidence(apart, logChance.apart);
        const { method, heldOutResidual } = found;
        report({
          messageId: 'apart',
          data: {
            columns: apart.length,
            of: columns.length,
            heldOut: heldOut.role,
            method,
            heldOutResidual: heldOutResidual ?? 0,
          },
          columns: apart.map(({ column }) => column),
          evidence: { ...summary, ...found },
          severity,
          discriminator: family,
          sql: statement(apart, [heldOut.role]),
        });
      }
    }
    const onFit = families.find((family) => family.fit.length);
    if (onFit) return clean({ ...summary, ...fittedEvidence(onFit.fit, onFit.logChance.fit) }, `fitted on ${fit.role} only`);
    const undecided = families.flatMap((family) => family.undecided);
    if (undecided.length) return underpowered(undecidedReason(undecided, fit.role, heldOut.role), summary);
    return clean(summary);
  },
});

type Figures = (value: Sql) => readonly (readonly [name: string, figure: Sql])[];
const meansOf: Figures = (value) => [
  ['mean', sql`avg(${value})`],
  ['deviation', sql`sqrt(${fn.variance(value)})`],
];
const quantilesOf: Figures = (value) => [
  ['median', fn.quantile(value, 0.5)],
  ['range', sql`${fn.quantile(value, 0.75)} - ${fn.quantile(value, 0.25)}`],
];
const boundsOf: Figures = (value) => [
  ['min', sql`min(${value})`],
  ['max', sql`max(${value})`],
];

/** A statement that gives what columns show over the tables of some roles together. */
type Statement = (scaled: readonly Fitted[], roles: readonly string[]) => Sql;

const figuresOf =
  (figures: Figures): Statement =>
  (scaled, roles) => {
    const names = scaled.slice(0, SHOWN).map(({ column }) => column.name);
    const parts = roles.map((role) => sql`SELECT ${names.map((name) => identifier(name))} FROM ${identifier(role)}`);
    const list = names.flatMap((name) =>
      figures(identifier(name)).map(([figure, value]) => sql`${value} AS ${identifier(`${name} ${figure}`)}`),
    );
    return sql`SELECT ${list} FROM (${join(parts, ' UNION ALL ')}) AS pooled`;
  };
const ranksOf: Statement = ([first], roles) => ranksStatement(first!.column.name, roles);
