import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyRule, type Context, clean, defineRule, skipped } from '../../src/check/rule.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { sql } from '../../src/engine/sql.ts';
import { matches } from '../../src/testing/matches.ts';
import { type RuleCases, ruleTests } from '../../src/testing/rule-tests.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const MESSAGES = { empty: '{{rows}} rows are empty: {{what}}', other: 'other' } as const;

const rule: AnyRule = defineRule({
  ...{ id: 'a/empty', subject: 'dataset', needs: [], severity: 'warn', confidence: 'high', taxonomy: null, since: '0.1.0' },
  ...{ summary: 's', why: 'w', fix: 'f', options: z.strictObject({ show: z.boolean().default(false) }) },
  messages: MESSAGES,
  async check({ table, options, report }: Context<'dataset', never, typeof MESSAGES, { show: boolean }>) {
    const column = table.column('x');
    if (!column) return skipped('needs x');
    const { rows, any } = await table.aggregate({
      rows: sql`sum(CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END)`,
      any: sql`max(${column})`,
    });
    const evidence = { rows: Number(rows) };
    if (evidence.rows)
      report({ messageId: 'empty', data: { ...evidence, what: options.show ? String(any) : '' }, columns: [column], evidence });
    return clean(evidence);
  },
} as unknown as AnyRule);

async function failures(cases: Partial<RuleCases>): Promise<string[]> {
  const told: string[] = [];
  for (const { name, run } of ruleTests(rule, { findings: [], ...cases })) {
    if (name.startsWith('is well formed')) continue;
    await run(engine).catch((error: Error) => told.push(error.message));
  }
  return told;
}
const empty = { name: 'n', train: { x: ['long text', null] } } as const;
const one = { messageId: 'empty', severity: 'warn', columns: ['x'], role: 'train', evidence: { rows: 1 } } as const;

describe('a case that holds passes, and one that does not fails', () => {
  it('of findings', async () => {
    const told = (expected: Partial<typeof one>) => failures({ findings: [{ ...empty, expect: [{ ...one, ...expected }] }] });
    expect(await told({})).toEqual([]);
    expect(await told({ messageId: 'other' as never })).toHaveLength(1);
    expect(await told({ severity: 'error' as never })).toHaveLength(1);
    expect(await told({ columns: ['y'] as never })).toHaveLength(1);
    expect(await told({ role: 'test' as never })).toHaveLength(1);
    expect(await told({ evidence: { rows: 2 } as never })).toHaveLength(1);
    expect(await told({ evidence: { rows: expect.closeTo(1) } as never })).toEqual([]);
    expect(await failures({ findings: [{ ...empty, expect: [] }] })).toHaveLength(1);
    expect(await failures({ findings: [{ ...empty, expect: [one, one] }] })).toHaveLength(1);
  });

  it('of clean and skipped data', async () => {
    expect(await failures({ clean: [{ name: 'n', train: { x: [1] }, evidence: { rows: 0 } }] })).toEqual([]);
    expect(await failures({ clean: [{ name: 'n', train: { x: [1] }, evidence: { rows: 1 } }] })).toHaveLength(1);
    expect(await failures({ clean: [empty] })).toHaveLength(1);
    expect(await failures({ clean: [{ name: 'n', train: { y: [1] } }] })).toHaveLength(1);
    expect(await failures({ skipped: [{ name: 'n', train: { y: [1] }, because: 'needs x' }] })).toEqual([]);
    expect(await failures({ skipped: [{ name: 'n', train: { y: [1] }, because: /needs y/ }] })).toHaveLength(1);
    expect(await failures({ skipped: [{ name: 'n', train: { x: [1] }, because: '' }] })).toHaveLength(1);
  });

  it('that shows a cell value', async () => {
    expect(await failures({ findings: [{ ...empty, options: { show: true }, expect: [one] }] })).toEqual([
      expect.stringContaining('no cell value'),
    ]);
  });

  it('and a message that no case shows', async () => {
    const last = ruleTests(rule, { findings: [{ ...empty, expect: [one] }] }).at(-1)!;
    await expect(last.run(engine)).rejects.toThrow('every message');
  });
});

it.each([
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
  [[1, 2], [1], false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [Number.NaN, Number.NaN, true],
  ['1', 1, false],
  [null, {}, false],
  [[], {}, false],
  [3, (n: number) => n > 2, true],
])('%j matches %j: %s', (value, expected, is) => {
  expect(matches(value, expected)).toBe(is);
});
