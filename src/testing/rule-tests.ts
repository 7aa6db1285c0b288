import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Found, Outcome } from '../check/outcome.ts';
import type { AnyRule, Severity } from '../check/rule.ts';
import type { Engine } from '../engine/engine.ts';
import { checkFound } from './check-found.ts';
import { contains, matches } from './matches.ts';
import { runRule, type Scenario } from './run-rule.ts';
import { shuffled } from './shuffled.ts';

export interface RuleCase extends Scenario {
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
  readonly clean?: readonly (RuleCase & { readonly evidence?: Readonly<Record<string, unknown>> })[];
  /** Exactly these findings, in any order. */
  readonly findings: readonly (RuleCase & { readonly expect: readonly Expected[] })[];
  readonly skipped?: readonly (RuleCase & { readonly because: string | RegExp })[];
  readonly underpowered?: readonly (RuleCase & { readonly because?: string | RegExp })[];
}

export interface RuleTest {
  readonly name: string;
  /** Rejects when the rule does not do as the case says. */
  run(engine: Engine): Promise<void>;
}

/**
 * The tests that cases amount to. Each case is also run with its rows and columns shuffled and must end alike; evidence must be plain JSON,
 * messages complete, and no cell value may stand in them. Every message of the rule must be seen in some case.
 */
export function ruleTests(rule: AnyRule, { clean = [], findings, skipped = [], underpowered = [] }: RuleCases): RuleTest[] {
  const both = (one: RuleCase, judge: (outcomes: readonly Outcome[]) => void): RuleTest => ({
    name: one.name,
    async run(engine) {
      const outcomes = await runRule(rule, one, engine);
      for (const found of outcomes.flatMap((outcome) => outcome.findings)) checkFound(rule, found, one);
      judge(outcomes);
      if (!one.ordered) judge(await runRule(rule, shuffled(one), engine));
    },
  });
  const cases: readonly RuleCase[] = [...clean, ...findings, ...skipped, ...underpowered];
  return [
    ...clean.map((one) => both(one, (outcomes) => isClean(outcomes, one.evidence))),
    ...findings.map((one) => both(one, (outcomes) => hasFindings(outcomes, one.expect))),
    ...skipped.map((one) => both(one, endedAs('skipped', one.because))),
    ...underpowered.map((one) => both(one, endedAs('underpowered', one.because))),
    { name: 'is well formed and every message of it is tested', run: async () => isWellFormed(rule, findings, cases) },
  ];
}

function isClean(outcomes: readonly Outcome[], evidence: object | undefined): void {
  assert.deepEqual(
    outcomes.flatMap(({ findings }) => findings.map(summaryOf)),
    [],
    'no finding',
  );
  notCrashed(outcomes);
  const ended = outcomes.map(({ status, reason }) => `${status} ${status === 'clean' ? '' : reason}`);
  assert.ok(ended.includes('clean '), `the rule looked, but it ended as ${ended.join('; ')}`);
  const told = outcomes.map((outcome) => outcome.evidence);
  if (evidence)
    assert.ok(
      told.some((one) => contains(one, evidence)),
      `evidence ${inspect(told)} holds ${inspect(evidence)}`,
    );
}

function hasFindings(outcomes: readonly Outcome[], expected: readonly Expected[]): void {
  notCrashed(outcomes);
  const found = outcomes.flatMap(({ subject, findings }) => findings.map((one) => ({ ...one, role: subject.role })));
  const ids = (list: readonly { readonly messageId: string }[]) => list.map(({ messageId }) => messageId).sort();
  assert.deepEqual(ids(found), ids(expected), 'these findings and no others');
  for (const one of expected) {
    const { evidence = {}, columns, ...facts } = one;
    const isIt = (finding: (typeof found)[number]) =>
      contains(finding, facts) &&
      contains(finding.evidence, evidence) &&
      (!columns || matches(finding.columns.toSorted(), columns.toSorted()));
    assert.ok(found.some(isIt), `${inspect(one, { depth: 5 })} is none of ${inspect(found.map(summaryOf), { depth: 5 })}`);
  }
}

function endedAs(status: Outcome['status'], because: string | RegExp = '') {
  return (outcomes: readonly Outcome[]): void => {
    const reasons = outcomes.filter((outcome) => outcome.status === status).map(({ reason = '' }) => reason);
    assert.ok(
      reasons.length > 0,
      `ended as ${outcomes.map((outcome) => `${outcome.status} (${outcome.reason})`)}, not ${status}`,
    );
    const [reason] = reasons as [string];
    assert.ok(
      typeof because === 'string' ? reason.includes(because) : because.test(reason),
      `${inspect(reason)} says ${because}`,
    );
  };
}

function isWellFormed(rule: AnyRule, findings: RuleCases['findings'], cases: readonly RuleCase[]): void {
  assert.match(rule.id, /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/);
  assert.ok(rule.options.safeParse({}).success, 'every option has a default');
  const seen = new Set(findings.flatMap((one) => one.expect.map(({ messageId }) => messageId)));
  assert.deepEqual(
    Object.keys(rule.messages).filter((id) => !seen.has(id)),
    [],
    'every message is seen in a case',
  );
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, 'names of cases differ');
}

function notCrashed(outcomes: readonly Outcome[]): void {
  const crashed = outcomes.find(({ status }) => status === 'crashed');
  if (crashed) assert.fail(`the rule crashed: ${crashed.reason}`);
}

const summaryOf = ({ messageId, columns, severity, evidence }: Found) => ({ messageId, columns, severity, evidence });
