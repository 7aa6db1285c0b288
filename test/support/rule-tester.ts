import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Found, Outcome } from '../../src/check/outcome.ts';
import type { AnyRule, Severity } from '../../src/check/rule.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { withoutValues } from '../../src/judge/without-values.ts';
import { renderMessage } from '../../src/report/message.ts';
import { Random } from '../../src/stats/random.ts';
import { type Columns, type ColumnValues, isTyped, valuesOf } from '../../src/testing/memory-table.ts';
import { runRule, type Scenario } from '../../src/testing/run-rule.ts';

interface Case extends Scenario {
  readonly name: string;
  /** The rule reads the order of rows, so shuffled rows are another case. */
  readonly ordered?: boolean;
}

export interface Expected {
  readonly messageId: string;
  readonly severity?: Severity;
  readonly columns?: readonly string[];
  readonly role?: string;
  /** Keys that must have these values; others may be there too. */
  readonly evidence?: Readonly<Record<string, unknown>>;
}

export interface RuleCases {
  /** No finding, and the rule did look. */
  readonly clean?: readonly (Case & { readonly evidence?: Readonly<Record<string, unknown>> })[];
  /** Exactly these findings, in any order. */
  readonly findings: readonly (Case & { readonly expect: readonly Expected[] })[];
  readonly skipped?: readonly (Case & { readonly because: string | RegExp })[];
  readonly underpowered?: readonly (Case & { readonly because?: string | RegExp })[];
}

/**
 * Tests a rule on in-memory data. Each case is also run with its rows and columns shuffled and must end alike; evidence must be plain
 * JSON, messages complete, and no cell value may stand in them. Every message of the rule must be seen in some case.
 */
export function ruleTester(rule: AnyRule, cases: RuleCases): void {
  describe(rule.id, () => {
    let engine: DuckDBEngine;
    beforeAll(async () => {
      engine = await DuckDBEngine.create({});
    });
    afterAll(() => engine.close());
    const run = (scenario: Scenario) => runRule(rule, scenario, engine);
    const both = (one: Case, assert: (outcomes: readonly Outcome[]) => void) => {
      it(one.name, async () => {
        const outcomes = await run(one);
        for (const found of outcomes.flatMap(({ findings }) => findings)) checkFound(rule, found, one);
        assert(outcomes);
        if (!one.ordered) assert(await run(shuffled(one)));
      });
    };

    for (const one of cases.clean ?? []) {
      both(one, (outcomes) => {
        expect(outcomes.flatMap(({ findings }) => findings.map(summaryOf))).toEqual([]);
        expect(outcomes.map(({ status, reason }) => `${status} ${status === 'clean' ? '' : reason}`)).toContain('clean ');
        expect(outcomes.filter(({ status }) => status === 'crashed')).toEqual([]);
        if (one.evidence) expect(outcomes.map(({ evidence }) => evidence)).toContainEqual(expect.objectContaining(one.evidence));
      });
    }
    for (const one of cases.findings) {
      both(one, (outcomes) => {
        expect(outcomes.filter(({ status }) => status === 'crashed')).toEqual([]);
        const found = outcomes.flatMap(({ subject, findings }) =>
          findings.map((finding) => ({ ...finding, role: subject.role })),
        );
        expect(found.map(({ messageId }) => messageId).sort()).toEqual(one.expect.map(({ messageId }) => messageId).sort());
        for (const { evidence, columns, ...facts } of one.expect) {
          expect(found).toContainEqual(
            expect.objectContaining({
              ...facts,
              ...(columns && { columns: expect.toSatisfy((got: string[]) => same(got, columns)) }),
              ...(evidence && { evidence: expect.objectContaining(evidence) }),
            }),
          );
        }
      });
    }
    for (const one of cases.skipped ?? []) both(one, endedAs('skipped', one.because));
    for (const one of cases.underpowered ?? []) both(one, endedAs('underpowered', one.because));

    it('is well formed and every message of it is tested', () => {
      expect(rule.id).toMatch(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/);
      expect(rule.options.safeParse({}).success, 'every option has a default').toBe(true);
      const seen = new Set(cases.findings.flatMap((one) => one.expect.map(({ messageId }) => messageId)));
      expect(Object.keys(rule.messages).filter((id) => !seen.has(id))).toEqual([]);
      const names = [...(cases.clean ?? []), ...cases.findings, ...(cases.skipped ?? []), ...(cases.underpowered ?? [])].map(
        (one) => one.name,
      );
      expect(new Set(names).size, 'names of cases differ').toBe(names.length);
    });
  });
}

function endedAs(status: Outcome['status'], because: string | RegExp = '') {
  return (outcomes: readonly Outcome[]) => {
    expect(outcomes.map((outcome) => outcome.status)).toContain(status);
    expect(outcomes.find((outcome) => outcome.status === status)?.reason).toMatch(because);
  };
}

const summaryOf = ({ messageId, columns, severity, evidence }: Found) => ({ messageId, columns, severity, evidence });
const same = (a: readonly string[], b: readonly string[]) => JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

function checkFound(rule: AnyRule, found: Found, scenario: Scenario): void {
  expect(Object.keys(rule.messages)).toContain(found.messageId);
  const message = renderMessage(rule.messages[found.messageId]!, found.data);
  expect(message).not.toMatch(/\{\{|undefined|NaN|\[object/);
  for (const [key, value] of Object.entries(found.evidence)) {
    for (const one of [value].flat()) {
      expect(typeof one === 'number' ? Number.isFinite(one) : true, `evidence ${key} is ${one}`).toBe(true);
    }
  }
  for (const figure of found.figures ?? []) {
    const numbers = figure.kind === 'roc' ? figure.points.flat() : figure.series.flatMap(({ counts }) => counts);
    expect(numbers.every((n) => Number.isFinite(n) && n >= 0)).toBe(true);
  }
  const drawn = (found.figures ?? []).map(withoutValues);
  const said = `${JSON.stringify(drawn)} ${message} ${JSON.stringify(found.evidence)} ${found.sql ?? ''} ${found.fix ?? ''}`;
  expect(
    [...longTexts(scenario)].filter((text) => saysWhole(said, text)),
    'no cell value is shown',
  ).toEqual([]);
}

/** Whether the text stands there, and not only inside a longer word or number. */
function saysWhole(said: string, text: string): boolean {
  const isPart = /[\p{L}\p{N}]/u;
  for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1)) {
    const [before, after] = [said[at - 1] ?? ' ', said[at + text.length] ?? ' '];
    if (!(isPart.test(before) && isPart.test(text[0]!)) && !(isPart.test(after) && isPart.test(text.at(-1)!))) return true;
  }
  return false;
}

function longTexts(scenario: Scenario): Set<string> {
  const names = new Set(tablesOf(scenario).flatMap(([, columns]) => Object.keys(columns)));
  const texts = new Set<string>();
  for (const [, columns] of tablesOf(scenario)) {
    for (const column of Object.values(columns)) {
      for (const value of valuesOf(column)) {
        if (typeof value === 'string' && value.length > 3 && ![...names].some((name) => name.includes(value))) texts.add(value);
      }
    }
  }
  return texts;
}

const ROLES = ['train', 'validation', 'test', 'serving', 'source'] as const;
const tablesOf = (scenario: Scenario) => ROLES.flatMap((role) => (scenario[role] ? [[role, scenario[role]] as const] : []));

function shuffled(scenario: Scenario): Scenario {
  const tables = tablesOf(scenario).map(([role, columns]) => [role, shuffleTable(columns)]);
  return { ...scenario, ...Object.fromEntries(tables) };
}

function shuffleTable(columns: Columns): Columns {
  const random = new Random(7);
  const rows = valuesOf(Object.values(columns)[0] ?? []).length;
  const order = random.shuffle(Array.from({ length: rows }, (_, i) => i));
  const entries = Object.entries(columns).map(([name, column]): [string, ColumnValues] => {
    const values = order.map((i) => valuesOf(column)[i]!);
    return [name, isTyped(column) ? { type: column.type, values } : values];
  });
  return Object.fromEntries(random.shuffle(entries));
}
