import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import type { Target } from '../../src/load/workspace.ts';
import { exactStrength } from '../../src/measure/exact-strength.ts';
import { labelsOf } from '../../src/measure/labels.ts';
import { type Strength, strengthInFrame } from '../../src/measure/strength.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

const R_SQUARED_ERROR = 0.999;
/** Sampling error of a strength in the frame, in standard errors that a column must stay below the gate to be ruled out. */
const SCREEN_MARGIN = 0.03;

export default defineRule({
  id: 'target/proxy-column',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'A column that alone predicts the target',
  why: 'a column this strong usually holds the answer, which will not be there when a prediction is made',
  fix: 'find out when the column is filled; drop it if that is after the outcome, else declare it `available: before`',
  messages: {
    proxy: '{{column}} alone predicts {{target}} ({{statistic}} {{value}}), and the next column reaches {{next}}',
    strong: '{{column}} alone predicts {{target}} well ({{statistic}} {{value}})',
    easy: '{{columns}} of {{of}} columns each predict {{target}} well, so the problem looks easy rather than leaky',
  },
  options: z.strictObject({
    error: z.number().min(0.5).max(1).default(0.98).describe('AUC or concordance from which an isolated column is an error'),
    warn: z.number().min(0.5).max(1).default(0.9).describe('AUC or concordance from which a column is a warning'),
    isolation: z.number().min(0).max(1).default(0.05).describe('Distance to the next column that an error needs'),
    easyShare: z.number().min(0).max(1).default(0.25).describe('Share of strong columns above which the problem is called easy'),
    minRows: z.number().int().min(1).default(30).describe('Rows with column and target present that a verdict needs'),
  }),
  async check({ table, peers, target, inputs, declared, options, report }) {
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const candidates = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const screened = candidates.map((column) => ({ column, strength: strengthInFrame(frame, column.name, labels) }));
    const worth = screened.filter(({ strength }) => strength && effect(strength) >= options.warn - SCREEN_MARGIN);
    const gates = [options.warn, options.error];
    const exact = await Promise.all(
      worth.map(async ({ column }) => ({ column, strength: await exactStrength(table, column, target, gates) })),
    );
    const all = screened.map((one) => exact.find(({ column }) => column === one.column) ?? one);
    const ranked = all
      .flatMap(({ column, strength }) => (strength ? [{ column, strength }] : []))
      .sort((a, b) => effect(b.strength) - effect(a.strength));
    const required = requiredZ(candidates.length);
    const counts = (strength: Strength) => strength.rows >= options.minRows && strength.z >= required;
    const strong = ranked.filter(({ strength }) => effect(strength) >= options.warn && counts(strength));
    const leaking = strong.filter(
      ({ strength }) => effect(strength) >= options.error || (strength.rSquared ?? 0) >= R_SQUARED_ERROR,
    );
    const next = ranked.find(({ column }) => !leaking.some((one) => one.column === column));
    const isolated =
      leaking.length > 0 && effect(leaking.at(-1)!.strength) - (next ? effect(next.strength) : 0.5) >= options.isolation;
    const summary = { columns: candidates.length, strongest: ranked[0] ? effect(ranked[0].strength) : 0, requiredZ: required };
    const evidence = { ...summary, ...(ranked[0] && { strongestColumn: ranked[0].column.name }), strong: strong.length };
    if (!isolated && candidates.length > 3 && strong.length > options.easyShare * candidates.length) {
      report({
        messageId: 'easy',
        data: { columns: strong.length, of: candidates.length, target: target.name },
        columns: strong.map(({ column }) => column),
        severity: 'info',
        evidence,
      });
      return clean(evidence);
    }
    for (const { column, strength } of strong) {
      const held = await holdsIn(peers, column, target, gates);
      if (held === false) continue;
      const isLeak = isolated && leaking.some((one) => one.column === column);
      const figures = {
        ...{ statistic: strength.statistic, value: strength.value, z: strength.z, rows: strength.rows, requiredZ: required },
        ...(strength.rSquared !== undefined && { rSquared: strength.rSquared }),
        nextColumn: next?.column.name ?? null,
        nextValue: next ? effect(next.strength) : null,
        isolated: isLeak,
        heldOutValue: held ?? null,
      };
      const said = {
        column: column.name,
        target: target.name,
        statistic: NAMES[strength.statistic],
        value: round(strength.value),
      };
      const common = {
        columns: [column],
        evidence: figures,
        sql: sql`SELECT ${column}, ${identifier(target.name)} FROM ${identifier(table.role)}`,
      };
      if (isLeak) report({ ...common, messageId: 'proxy', data: { ...said, next: round(figures.nextValue ?? 0.5) } });
      else report({ ...common, messageId: 'strong', data: said, severity: 'warn', confidence: 'medium' });
    }
    return clean(evidence);
  },
});

const NAMES: Record<Strength['statistic'], string> = {
  rank: 'AUC',
  tails: 'AUC of both tails',
  encoding: 'out-of-fold AUC',
  concordance: "Kendall's concordance",
  'r-squared': 'out-of-fold R²',
};

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** On the scale from 0.5 to 1 on which the gates are given. */
function effect({ statistic, value }: Strength): number {
  return statistic === 'r-squared' ? 0.5 + Math.max(0, value) / 2 : value;
}

/** The weakest value that labelled held-out data shows, undefined without such data, false when it does not bear the effect out. */
async function holdsIn(
  peers: readonly Table[],
  column: Column,
  target: Target,
  gates: readonly number[],
): Promise<number | undefined | false> {
  const values: number[] = [];
  for (const peer of peers) {
    if (peer.role === 'serving' || !peer.column(column.name) || !peer.column(target.name)) continue;
    const strength = await exactStrength(peer, column, target, gates);
    if (strength) values.push(effect(strength));
  }
  if (!values.length) return undefined;
  const weakest = Math.min(...values);
  return weakest >= gates[0]! - 0.1 ? weakest : false;
}
