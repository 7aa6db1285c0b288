import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { isNumeric } from '../../src/engine/column.ts';
import { identifier, join, sql } from '../../src/engine/sql.ts';
import { lackOfRows } from '../../src/measure/columns/least-rows.ts';
import { type Block, uncorrelatedBlocks } from '../../src/measure/fitted/uncorrelated-blocks.ts';

/** Chance below which a block is said to look like a projection, though it is not known fitted on what. */
const LIKELY = Math.log(0.01);

export default defineRule({
  id: 'preprocessing/projection-fit-on-all',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'Components of a projection that the held-out rows were fitted into',
  why: 'the directions were chosen with the held-out rows, so the features of the train rows depend on them',
  fix: 'fit the projection on the train rows alone and apply it to the others, best in one pipeline with the model',
  messages: {
    both: '{{columns}} columns are uncorrelated over {{fit}} and {{heldOut}} together (|r| at most {{bothResidual}}) and not over {{fit}} alone (up to {{fitResidual}}): {{projection}} was fitted on both',
    apart:
      '{{columns}} columns are uncorrelated over {{fit}} and over {{heldOut}} by itself (|r| at most {{heldOutResidual}}): {{projection}} was fitted on each',
  },
  options: z.strictObject({
    maxChance: z
      .number()
      .gt(0)
      .max(1)
      .default(1e-4)
      .describe('Probability that unrelated columns look the same, above which nothing is reported'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(isNumeric);
    if (columns.length < 2) return skipped('needs two numeric columns that both tables have');
    const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
    const lack = lackOfRows(fit.role, fitRows, heldOut.role, heldOutRows);
    if (lack) return underpowered(lack, { fitRows, heldOutRows });
    const { tested, blocks } = await uncorrelatedBlocks(fit, heldOut, columns);
    const proven = blocks.filter(({ logChance }) => logChance <= Math.log(options.maxChance));
    const summary = {
      columnsTested: tested,
      fitRows,
      heldOutRows,
      maxLog10Chance: Math.log10(options.maxChance),
    };
    for (const block of proven) {
      if (block.on !== 'both' && block.on !== 'apart') continue;
      const { bothResidual, fitResidual, heldOutResidual } = block;
      const said = { columns: block.columns.length, fit: fit.role, heldOut: heldOut.role, projection: nameOf(block) };
      const common = {
        columns: block.columns,
        evidence: { ...summary, ...evidenceOf(block) },
        severity: declared.preprocessing ? ('error' as const) : ('warn' as const),
        sql: largestPair(block, block.on === 'both' ? [fit.role, heldOut.role] : [heldOut.role]),
      };
      if (block.on === 'both') report({ messageId: 'both', data: { ...said, bothResidual, fitResidual }, ...common });
      else report({ messageId: 'apart', data: { ...said, heldOutResidual }, ...common });
    }
    const honest = proven.find(({ on }) => on === 'fit');
    if (honest) return clean({ ...summary, ...evidenceOf(honest) }, `fitted on ${fit.role} only`);
    const undecided = blocks.find((block) => block.logChance <= LIKELY && block.on !== 'neither');
    if (undecided && !proven.some(({ on }) => on === 'both' || on === 'apart'))
      return underpowered(reasonOf(undecided, fit.role, heldOut.role), { ...summary, ...evidenceOf(undecided) });
    return clean(summary);
  },
});

const nameOf = ({ centred, whitened }: Block): string =>
  centred ? (whitened ? 'whitening' : 'a projection such as PCA') : 'a projection such as truncated SVD';

function evidenceOf({
  columns,
  centred,
  whitened,
  bothResidual,
  fitResidual,
  heldOutResidual,
  tolerance,
  logChance,
  decimals,
}: Block) {
  const log10Chance = logChance / Math.LN10;
  return {
    columns: columns.length,
    centred,
    whitened,
    bothResidual,
    fitResidual,
    heldOutResidual,
    tolerance,
    log10Chance,
    decimals,
  };
}

function reasonOf({ columns, decimals, decimalsNeeded }: Block, fit: string, heldOut: string): string {
  const looks = `${columns.length} columns look like components of a projection`;
  if (decimals === null || decimalsNeeded === null || decimalsNeeded <= decimals)
    return `${looks}, but ${fit} alone and ${fit} with ${heldOut} cannot be told apart; ${columns.length + 1} components would be enough`;
  return `${looks}, but at ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'} ${fit} alone and ${fit} with ${heldOut} cannot be told apart; ${decimalsNeeded} would be enough`;
}

/** The correlations of the first columns of a block. */
function largestPair({ columns }: Block, roles: readonly string[]) {
  const shown = columns.slice(0, 4).map(({ name }) => name);
  const parts = roles.map((role) => sql`SELECT ${shown.map((name) => identifier(name))} FROM ${identifier(role)}`);
  const pairs = shown.flatMap((a, i) =>
    shown.slice(0, i).map((b) => sql`corr(${identifier(a)}, ${identifier(b)}) AS ${identifier(`${a} ${b}`)}`),
  );
  return sql`SELECT ${pairs} FROM (${join(parts, ' UNION ALL ')}) AS pooled`;
}
