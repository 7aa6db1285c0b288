import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../../src/engine/engine-table.ts';
import { type Frame, frameSelection, makeFrame } from '../../../src/engine/frame.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import type { Role, Table } from '../../../src/engine/table.ts';
import type { Fitted } from '../../../src/measure/fitted/fitted-set.ts';
import { imputed } from '../../../src/measure/fitted/imputed.ts';
import { rangeScaled } from '../../../src/measure/fitted/range-scaled.ts';
import { rankTransformed } from '../../../src/measure/fitted/rank-transformed.ts';
import { robustScaled } from '../../../src/measure/fitted/robust-scaled.ts';
import { standardised } from '../../../src/measure/fitted/standardised.ts';
import { uncorrelatedBlocks } from '../../../src/measure/fitted/uncorrelated-blocks.ts';

// Rows enough for the frames to be samples; what all rows give in statements is compared with what they give in memory.
const ROWS = { train: 40_000, test: 25_000 };
let engine: DuckDBEngine;
const sampled = {} as Record<'train' | 'test', Table>;
const whole = {} as Record<'train' | 'test', Table>;

beforeAll(async () => {
  engine = await DuckDBEngine.create({});
  const uniform = (salt: number) => raw(`((hash(i, ${salt}) % 10000019) + 1) / 10000020.0`);
  const normal = (salt: number) => sql`sqrt(-2 * ln(${uniform(salt)})) * cos(2 * pi() * ${uniform(salt + 50)})`;
  const rows = ROWS.train + ROWS.test;
  const base = await engine.materialize(sql`
    SELECT i, i < ${ROWS.train} AS train, ${normal(1)} AS a, ${normal(2)} AS b, exp(${normal(3)}) AS c, ${uniform(4)} < 0.1 AS gap,
      CAST(hash(i, 5) % 4 AS INTEGER) AS level, round(10 + 3 * ${normal(6)}, 2) AS d FROM range(${rows}) AS t(i)`);
  const scaled = (name: string, over: string) =>
    raw(`(${name} - avg(${name}) OVER (${over})) / stddev_pop(${name}) OVER (${over})`);
  const all = await engine.materialize(sql`
    SELECT train, a AS plain, c AS skewed, level, 'l' || level AS name,
      ${scaled('a', '')} AS standard_both, ${scaled('b', 'PARTITION BY train')} AS standard_apart, round(${scaled('c', '')}, 3) AS standard_rounded,
      (a - avg(CASE WHEN train THEN a END) OVER ()) / stddev_pop(CASE WHEN train THEN a END) OVER () AS standard_fit,
      (a - quantile_cont(a, 0.5) OVER ()) / (quantile_cont(a, 0.75) OVER () - quantile_cont(a, 0.25) OVER ()) AS robust_both,
      (max(b) OVER () - b) / (max(b) OVER () - min(b) OVER ()) AS range_b, (max(c) OVER () - c) / (max(c) OVER () - min(c) OVER ()) AS range_c,
      cume_dist() OVER (ORDER BY a) AS rank_both, cume_dist() OVER (PARTITION BY train ORDER BY b) AS rank_apart,
      a - avg(a) OVER () AS pc1, (b - avg(b) OVER ()) - regr_slope(b, a) OVER () * (a - avg(a) OVER ()) AS pc2,
      coalesce(CASE WHEN gap THEN NULL ELSE c END, avg(CASE WHEN gap THEN NULL ELSE c END) OVER ()) AS mean_both,
      coalesce(CASE WHEN gap THEN NULL ELSE d END, avg(CASE WHEN gap OR NOT train THEN NULL ELSE d END) OVER ()) AS mean_fit,
      coalesce(CASE WHEN gap THEN NULL ELSE d + level END, avg(CASE WHEN gap THEN NULL ELSE d + level END) OVER (PARTITION BY level)) AS level_mean
    FROM ${{ relation: base }} ORDER BY i`);
  for (const role of ['train', 'test'] as const) {
    const relation = await engine.materialize(
      sql`SELECT * EXCLUDE (train) FROM ${{ relation: all }} WHERE train = ${role === 'train'}`,
    );
    const columns = await engine.describe(sql`SELECT * FROM ${{ relation }}`);
    const facts = { name: role, role: role as Role, relation, columns, rowNumber: raw('rowid') };
    sampled[role] = new EngineTable(engine, facts);
    const { names, values } = frameSelection(columns);
    const frame = makeFrame(names, await engine.frame(sql`SELECT ${values} FROM ${{ relation }}`), false);
    whole[role] = new WholeTable(facts, frame);
  }
});
afterAll(() => engine.close());

/** A table whose frame holds all rows. */
class WholeTable extends EngineTable {
  readonly #frame: Frame;
  constructor(facts: ConstructorParameters<typeof EngineTable>[1], frame: Frame) {
    super(engine, facts);
    this.#frame = frame;
  }
  override frame(): Promise<Frame> {
    return Promise.resolve(this.#frame);
  }
}

const brief = (found: readonly Fitted[]) =>
  Object.fromEntries(
    found.filter(({ logChance }) => logChance < -1).map(({ column, on, method }) => [column.name, `${on}: ${method}`]),
  );

describe('on all rows of tables that are sampled', () => {
  const cases = {
    standardised: {
      measure: standardised,
      only: /^standard|plain|skewed/,
      expected: {
        standard_apart: 'apart: mean 0 and standard deviation 1',
        standard_both: 'both: mean 0 and standard deviation 1',
        standard_fit: 'fit: mean 0 and standard deviation 1',
        standard_rounded: 'both: mean 0 and standard deviation 1',
      },
    },
    'robust scaled': {
      measure: robustScaled,
      only: /^robust|plain|skewed/,
      expected: { robust_both: 'both: median 0 and a range of quantiles of 1' },
    },
    'range scaled': {
      measure: rangeScaled,
      only: /^range|plain/,
      expected: { range_b: 'both: a range of 0 to 1', range_c: 'both: a range of 0 to 1' },
    },
    ranked: {
      measure: rankTransformed,
      only: /^rank|plain|range/,
      expected: {
        rank_apart: 'apart: rank / n with the average rank of ties',
        rank_both: 'both: rank / n with the average rank of ties',
      },
    },
  };
  test.each(Object.entries(cases))('%s', async (_, { measure, only, expected }) => {
    const columns = sampled.train.columns.filter(({ name }) => only.test(name));
    expect((await sampled.train.frame()).sampled).toBe(true);
    const found = await measure(sampled.train, sampled.test, columns);
    const exact = await measure(whole.train, whole.test, columns);
    expect(brief(found)).toEqual(brief(exact));
    expect(brief(found)).toEqual(expected);
    for (const one of found) {
      const other = exact.find(({ column }) => column.name === one.column.name)!;
      expect(one.bothResidual).toBeCloseTo(other.bothResidual, 9);
      expect(one.fitResidual).toBeCloseTo(other.fitResidual, 9);
    }
  });

  test('imputed', async () => {
    const columns = sampled.train.columns.filter(({ name }) => /mean|plain|skewed/.test(name));
    const levels = sampled.train.columns.filter(({ name }) => ['level', 'name'].includes(name));
    const { found } = await imputed(sampled.train, sampled.test, columns, levels);
    const exact = await imputed(whole.train, whole.test, columns, levels);
    expect(brief(found)).toEqual(brief(exact.found));
    expect(brief(found)).toEqual({
      mean_both: 'both: mean',
      mean_fit: 'fit: mean',
      level_mean: 'both: mean of each level of level',
    });
  });

  test('uncorrelated', async () => {
    const columns = sampled.train.columns.filter(({ name }) => /^pc|plain|skewed|standard_fit/.test(name));
    const { blocks } = await uncorrelatedBlocks(sampled.train, sampled.test, columns);
    const exact = await uncorrelatedBlocks(whole.train, whole.test, columns);
    expect(blocks.map(({ on, columns: members }) => [on, ...members.map(({ name }) => name)])).toEqual([['both', 'pc1', 'pc2']]);
    expect(exact.blocks[0]).toMatchObject({ on: 'both', columns: blocks[0]!.columns });
    expect(blocks[0]!.fitResidual).toBeCloseTo(exact.blocks[0]!.fitResidual, 9);
  });
});
