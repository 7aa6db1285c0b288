import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, join, sql } from '../../src/engine/sql.ts';
import { findFormulas } from '../../src/measure/formula/find-formulas.ts';
import { formulaText } from '../../src/measure/formula/formula-text.ts';
import { operandsOf } from '../../src/measure/formula/operands.ts';
import { proveFormula } from '../../src/measure/formula/prove-formula.ts';
import { labelledFrame } from '../../src/measure/labels/labelled-frame.ts';
import { contains, countContainment, findContainments } from '../../src/measure/strength/containment.ts';
import { exactStrength } from '../../src/measure/strength/exact-strength.ts';
import { jointCandidates } from '../../src/measure/strength/joint-classes.ts';
import { predictorOf } from '../../src/measure/strength/predictor.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** Rows beside those of the target's commonest value that a formula must be seen on. */
const LEAST_OTHERS = 20;
/** A column that alone reaches this needs no other: it is a proxy. */
const PROXY = 0.9;
/** What two columns must tell beyond the better of them, and what honest ones reach, in standard errors. */
const GAIN = 0.05;
const HONEST = 0.95;
/** Two honest columns of which one is strong may tell nearly all: an error tells all, or is made of columns that tell little alone. */
const PLAIN = { auc: 0.999, alone: 0.75 };
const CERTAIN = 2;

export default defineRule({
  id: 'target/derived-column',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'Columns from which the target can be computed',
  why: 'the model learns an identity, and its columns are known no sooner than the target itself',
  fix: 'drop the columns that are made of the target, or of which it is made; declare one that is known before `available: before`',
  messages: {
    formula: '{{formula}} in {{share|percent}} of the rows',
    whole: '{{column}} is never less than {{target}}, and equal to it in {{share|percent}} of the rows, so it may contain it',
    part: '{{column}} is never more than {{target}}, and equal to it in {{share|percent}} of the rows, so it may be a part of it',
    values: '{{first}} and {{second}} together tell {{target}} (out-of-fold AUC {{value}}), and neither alone does',
    comparison: 'whether {{first}} exceeds {{second}} tells {{target}} (AUC {{value}}), and neither alone does',
  },
  options: z.strictObject({
    share: z.number().min(0.5).max(1).default(0.99).describe('Share of the rows for which a formula must hold'),
    defined: z.number().min(0).max(1).default(0.25).describe('Share of the rows for which a formula must be defined'),
    auc: z.number().min(0.5).max(1).default(0.98).describe('AUC that two columns must reach together'),
    minRows: z.number().int().min(1).default(50).describe('Rows that a verdict needs'),
  }),
  async check({ table, target, inputs, declared, options, report }) {
    const { frame, labels } = await labelledFrame(table, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const [from, y] = [identifier(table.role), identifier(target.name)];

    if (labels.kind === 'classes') {
      const { found, ...tried } = jointCandidates(frame, columns, labels);
      const required = requiredZ((tried.valueColumns ** 2 + tried.comparedColumns ** 2) / 2);
      const alone = async (column: Column) =>
        (await exactStrength(table, predictorOf(frame, column)!, target, [PROXY]))?.value ?? 0.5;
      const proven = await Promise.all(
        found.map(async (joint) => {
          const [strength, ...singles] = await Promise.all([
            exactStrength(table, joint.predictor, target, [options.auc]),
            ...joint.columns.map(alone),
          ]);
          return { joint, strength, single: Math.max(...singles) };
        }),
      );
      const used = new Set<Column>();
      for (const { joint, strength, single } of proven) {
        if (joint.columns.some((column) => used.has(column))) continue;
        if (!strength || strength.value < Math.max(options.auc, HONEST + CERTAIN * strength.standardError, single + GAIN))
          continue;
        if (single >= PROXY || strength.z < required) continue;
        for (const column of joint.columns) used.add(column);
        const [first, second] = joint.columns;
        const { value, z, rows, statistic } = strength;
        const isPlain = value >= PLAIN.auc || single <= PLAIN.alone;
        report({
          messageId: joint.kind,
          severity: isPlain ? 'error' : 'warn',
          data: { first: first.name, second: second.name, target: target.name, value: Math.round(value * 1e4) / 1e4 },
          columns: joint.columns,
          evidence: { statistic, auc: value, z, rows, bestAlone: single, requiredZ: required },
          sql: sql`SELECT ${first}, ${second}, ${y}, count(*) AS n FROM ${from} GROUP BY ${first}, ${second}, ${y}`,
        });
      }
      return clean({ columns: columns.length, ...tried, candidates: found.length });
    }

    const { response, operands } = operandsOf(frame, table.column(target.name)!, columns);
    if (!response) return skipped('needs a target of numbers');
    const { found, ...searched } = findFormulas(response, operands);
    const formulas = await Promise.all(found.map(async (one) => ({ ...one, proof: await proveFormula(table, one, response) })));
    for (const { formula, tolerance, proof } of formulas) {
      const { rows, defined, holds, otherDefined, otherHolds } = proof;
      if (otherDefined < LEAST_OTHERS || defined < options.defined * rows) continue;
      if (holds < options.share * defined || otherHolds < options.share * otherDefined) continue;
      const used = [...new Set(formula.terms.flatMap((term) => term.operands.map(({ name }) => name)))];
      report({
        messageId: 'formula',
        data: { formula: formulaText(formula), share: holds / defined },
        columns: used,
        evidence: { rows, defined, holds, share: holds / defined, shareOfOthers: otherHolds / otherDefined, tolerance },
        sql: sql`SELECT ${join([target.name, ...used].map(identifier))} FROM ${from}`,
      });
    }
    const taken = new Set(found.flatMap(({ formula }) => formula.terms.flatMap((term) => term.operands)));
    const containments = findContainments(
      response,
      operands.filter((operand) => !taken.has(operand)),
    );
    const counted = await Promise.all(
      containments.map(async (one) => ({ ...one, counts: await countContainment(table, one, response) })),
    );
    for (const { operand, side, counts } of counted) {
      if (!contains(counts)) continue;
      const share = counts.equal / counts.others;
      report({
        messageId: side,
        data: { column: operand.name, target: target.name, share },
        columns: [operand.name],
        evidence: { ...counts, share },
        severity: 'warn',
        confidence: 'medium',
        sql: sql`SELECT ${identifier(operand.name)}, ${y} FROM ${from}`,
      });
    }
    return clean({ ...searched, candidates: found.length, containments: containments.length });
  },
});
