import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { isMissing, nullsIn } from '../../src/measure/columns/nulls.ts';
import { heldOutHolding } from '../../src/measure/columns/peers-holding.ts';
import { labelledFrame } from '../../src/measure/labels/labelled-frame.ts';
import type { PureGroups, PureLimits } from '../../src/measure/purity/pure-groups.ts';
import { exactStrength } from '../../src/measure/strength/exact-strength.ts';
import { lackingAlike } from '../../src/measure/strength/lacking-alike.ts';
import { type MissingEffect, missingEffect, missingEffectInFrame } from '../../src/measure/strength/missing-effect.ts';
import { missingPattern } from '../../src/measure/strength/missing-pattern.ts';
import { strengthOf } from '../../src/measure/strength/strength.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';
import { total } from '../../src/stats/total.ts';

const HONEST = 0.95;
const CERTAIN = 2;
const COMMON = { class: 0.5, most: 0.75 };
/** What a sample may miss the gates by, at least and in standard errors. */
const SLACK = 0.02;
const ERRORS = 4;
const LEAST_ROWS = 20;
/** Held-out rows that can refute, how much less they may show, and how pure they must be. */
const HELD_OUT = { rows: 30, less: 0.1, purity: 0.9 };
/** What a pattern must tell beyond each of its columns. */
const JOINT_GAIN = 0.05;
const AS_GOOD = 0.005;
const MAX_TRIED = 100;

export default defineRule({
  id: 'target/missingness',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'Columns that are empty, or filled, where the target has one value',
  why: 'the column is filled by what the model is to foretell, so at prediction time it is empty for every row',
  fix: 'find out what fills the column; if that is the outcome, drop it, or use its value from before',
  messages: {
    tells: 'whether {{column}} is empty tells {{target}} (AUC {{value}})',
    pure: '{{column}} is {{state}} in {{share|percent}} of the rows, and {{purity|percent}} of these have one class of {{target}}, against {{baseRate|percent}} of all',
    pattern: 'which of {{columns}} columns are empty tells {{target}} (out-of-fold AUC {{value}}), and none of them alone does',
  },
  options: z.strictObject({
    error: z.number().min(0.5).max(1).default(0.98).describe('AUC of being empty from which the finding is an error'),
    warn: z.number().min(0.5).max(1).default(0.9).describe('AUC from which it is a warning'),
    warnOther: z.number().min(0.5).max(1).default(0.95).describe('The same of more than two classes or a quantity'),
    pureError: z
      .number()
      .min(0)
      .max(1)
      .default(0.25)
      .describe('Share of rows of one class, all empty or all filled, from which it is an error'),
    pureWarn: z.number().min(0).max(1).default(0.05).describe('Share from which it is a warning'),
    minRows: z.number().int().min(1).default(100).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, inputs, declared, options, report }) {
    const { frame, labels } = await labelledFrame(table, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    // Of a quantity, the few rows of an odd column may well be odd in their target too.
    const least =
      labels.kind === 'numbers' ? Math.max(LEAST_ROWS, options.pureWarn * frame.rows) : frame.sampled ? 1 : LEAST_ROWS;
    const columns = inputs.filter(({ name }) => {
      const nulls = nullsIn(frame, name);
      return declared.features.get(name)?.available !== 'before' && Math.min(nulls, frame.rows - nulls) >= least;
    });
    const required = requiredZ(columns.length);
    const classes = labels.kind === 'classes' ? labels.classes : [];
    const gate = classes.length === 2 ? options.warn : options.warnOther;
    const gates = [gate, options.error];
    const judge = (effect: MissingEffect, slack: number): Verdict | undefined => {
      const { strength } = effect;
      const margin = slack && Math.max(slack, ERRORS * (strength?.standardError ?? 0));
      if (strength && strength.value >= gate - margin && (slack || strength.z >= required)) {
        const certain = strength.value >= Math.max(options.error, HONEST + CERTAIN * strength.standardError);
        return { severity: certain && classes.length ? 'error' : 'warn', effect };
      }
      const pure = effect.pure
        .filter(({ rows, baseRate }) => {
          const share = rows / (strength?.rows ?? 1);
          const least = baseRate <= COMMON.class ? options.pureWarn : options.pureError;
          return baseRate <= COMMON.most && share >= least - slack;
        })
        .sort((a, b) => b.rows - a.rows)[0];
      if (!pure) return undefined;
      const isError = pure.baseRate <= COMMON.class && pure.rows >= options.pureError * (strength?.rows ?? 1);
      return { severity: isError ? 'error' : 'warn', effect, pure };
    };

    const slack = frame.sampled ? SLACK : 0;
    const screened = columns.map((column) => {
      const limits = { requiredZ: slack ? 0 : required, slack };
      const effect = missingEffectInFrame(frame.columns.get(column.name)!, labels, limits);
      return { column, effect, verdict: judge(effect, slack) };
    });
    const effectIn = (where: Table, { name }: Column, limits: PureLimits) =>
      missingEffect(where, name, target, classes, limits, gates);
    const proven = await Promise.all(
      screened.map(async ({ column, verdict }) => {
        const exact = verdict && slack ? judge(await effectIn(table, column, { requiredZ: required }), 0) : verdict;
        if (!exact) return [];
        const others = heldOutHolding(peers, [column, table.column(target.name)!]);
        const held = await Promise.all(others.map((peer) => effectIn(peer, column, { requiredZ: required })));
        return bearsOut(exact, held, gate - HELD_OUT.less) ? [{ column, ...exact }] : [];
      }),
    );
    const found = proven.flat().sort((a, b) => b.effect.strength!.value - a.effect.strength!.value);
    const strongest = Math.max(0.5, ...screened.map(({ effect }) => effect.strength?.value ?? 0.5));
    const summary = { columns: inputs.length, withMissing: columns.length, strongest, requiredZ: required };
    for (const alike of lackingAlike(frame, found)) {
      const [{ column, effect, pure, severity }] = alike as [(typeof found)[number]];
      const { value, z, rows } = effect.strength!;
      const missing = await table.aggregate({
        rows: sql`count(*)`,
        missing: sql`sum(CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END)`,
      });
      const name =
        alike.length > 1 ? `${column.name} (with ${alike.length - 1} more, empty in nearly the same rows)` : column.name;
      const finding = {
        columns: alike.map((one) => one.column),
        evidence: {
          auc: value,
          z,
          rows,
          missingShare: Number(missing.missing) / Number(missing.rows),
          requiredZ: required,
          ...(pure && figures(pure, rows)),
        },
        severity,
        sql: sql`SELECT ${isMissing(column)} AS missing, ${identifier(target.name)}, count(*) AS n FROM ${identifier(table.role)} GROUP BY ${isMissing(column)}, ${identifier(target.name)}`,
      } as const;
      if (!pure) report({ ...finding, messageId: 'tells', data: { column: name, target: target.name, value: round(value) } });
      else {
        const state = pure.groups[0] === 1 ? 'empty' : 'filled';
        const { share, purity, baseRate } = figures(pure, rows);
        report({ ...finding, messageId: 'pure', data: { column: name, state, share, purity, baseRate, target: target.name } });
      }
    }
    if (found.length || columns.length < 2) return clean(summary);

    const jointly = (some: readonly Column[]) => strengthOf(missingPattern(frame, some).values, labels);
    const joint = jointly(columns);
    if (!joint || joint.value < gate - (slack && Math.max(slack, ERRORS * joint.standardError))) return clean(summary);
    const needed = fewest(columns, (some) => (jointly(some)?.value ?? 0) >= joint.value - AS_GOOD);
    const pattern = missingPattern(frame, needed);
    const exact = await exactStrength(table, pattern, target, gates);
    if (exact && exact.value >= Math.max(gate, strongest + JOINT_GAIN) && exact.z >= required) {
      const { value, z, rows, levels = 0 } = exact;
      report({
        messageId: 'pattern',
        data: { columns: needed.length, target: target.name, value: round(value) },
        columns: needed,
        evidence: { auc: value, z, rows, patterns: levels, strongestAlone: strongest, requiredZ: required },
        severity: value >= options.error ? 'error' : 'warn',
      });
    }
    return clean({ ...summary, pattern: exact?.value ?? null });
  },
});

interface Verdict {
  readonly severity: 'error' | 'warn';
  readonly effect: MissingEffect;
  readonly pure?: PureGroups;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const figures = ({ rows, purity, baseRate }: PureGroups, of: number) => ({ share: rows / of, purity, baseRate });

/** The columns less those that can be left out one after another; all of very many. */
function fewest(columns: readonly Column[], enough: (some: readonly Column[]) => boolean): readonly Column[] {
  if (columns.length > MAX_TRIED) return columns;
  return columns.reduce((kept, column) => {
    const without = kept.filter((one) => one !== column);
    return enough(without) ? without : kept;
  }, columns);
}

/** Whether no labelled held-out data of enough rows refutes the effect. */
function bearsOut({ pure }: Verdict, held: readonly MissingEffect[], least: number): boolean {
  return held.every(({ strength, table = [] }) => {
    if (!pure) return !strength || strength.rows < HELD_OUT.rows || strength.value >= least;
    const inSide = table.map((counts) => counts[pure.groups[0]!]!);
    return total(inSide) < HELD_OUT.rows || inSide[pure.label]! >= HELD_OUT.purity * total(inSide);
  });
}
