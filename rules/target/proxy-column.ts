import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isTemporal } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import type { Target } from '../../src/load/workspace.ts';
import { heldOutHolding } from '../../src/measure/columns/peers-holding.ts';
import { figuresByClass } from '../../src/measure/figures/figures-by-class.ts';
import { labelledFrame } from '../../src/measure/labels/labelled-frame.ts';
import type { Labels } from '../../src/measure/labels/labels.ts';
import { shareTrendAlone } from '../../src/measure/strength/common-trend.ts';
import { exactStrength } from '../../src/measure/strength/exact-strength.ts';
import { isolatedColumns } from '../../src/measure/strength/isolated-columns.ts';
import { predictorOf } from '../../src/measure/strength/predictor.ts';
import { type RankedStrength, rankedStrengths } from '../../src/measure/strength/ranked-strengths.ts';
import type { Strength } from '../../src/measure/strength/strength.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** What an error must stand above by two standard errors: honest columns reach it. */
const HONEST = 0.95;
const CERTAIN = 2;
/** Shares of the rows in which the column must be present. */
const COVERAGE = { warn: 0.05, error: 0.25 };
/** A category of more levels than one of these may be an entity whose answer never changes: a team of a league, a first name. */
const MAX_LEVELS = { most: 100, least: 12, perClass: 4 };

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
    warn: z.number().min(0.5).max(1).default(0.9).describe('AUC from which a column is a warning'),
    warnMacro: z.number().min(0.5).max(1).default(0.95).describe('The same of more than two classes'),
    warnConcordance: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.98)
      .describe('Concordance with a quantity from which a column is a warning'),
    rSquared: z.number().min(0).max(1).default(0.999).describe('R² that counts like a concordance of an error'),
    isolation: z.number().min(0).max(1).default(0.15).describe('Distance to the other columns that an error needs'),
    distance: z.number().min(0).max(1).default(0.05).describe('Distance to the next column that a warning needs'),
    easyShare: z.number().min(0).max(1).default(0.25).describe('Share of strong columns above which the problem is called easy'),
    minRows: z.number().int().min(1).default(30).describe('Rows with column and target present that a verdict needs'),
  }),
  async check({ table, peers, target, inputs, inferredIds, declared, options, report }) {
    const { frame, labels } = await labelledFrame(table, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const { warn, warnMacro, warnConcordance } = options;
    const gate = labels.kind === 'numbers' ? warnConcordance : labels.classes.length > 2 ? warnMacro : warn;
    const gates = [gate, options.error];
    const { ranked, unjudged } = await rankedStrengths(table, columns, target, gates);
    const required = requiredZ(columns.length);
    const rows = (await table.rows()) * labelledShare(labels);
    const isStrong = ({ value, concordance, rSquared }: Strength, gate: number) =>
      labels.kind === 'classes' ? value >= gate : (concordance ?? 0) >= gate || (rSquared ?? 0) >= options.rSquared;
    const strong = ranked.filter(
      ({ strength }) =>
        isStrong(strength, gate) && strength.z >= required && strength.rows >= Math.max(options.minRows, COVERAGE.warn * rows),
    );
    const times = [...table.columns.filter(isTemporal), ...(declared.time ? [declared.time] : []), ...inferredIds];
    const orders = [
      ...(table.rowNumber ? [Float64Array.from({ length: frame.rows }, (_, row) => row)] : []),
      ...times.flatMap(({ name }) => (name === target.name ? [] : (frame.numbers(name) ?? []))),
    ];
    const isTrend = ({ name }: Column, value: number) => {
      const values = frame.numbers(name);
      const others = orders.filter((order) => order !== values);
      return labels.kind === 'numbers' && values !== undefined && shareTrendAlone(values, labels.values, others, value);
    };
    const perClass = MAX_LEVELS.perClass * (labels.kind === 'classes' ? labels.classes.length : 1);
    const maxLevels = Math.min(MAX_LEVELS.most, Math.max(MAX_LEVELS.least, perClass));
    const suspects = strong.filter(
      ({ column, strength }) =>
        isStrong(strength, options.error) &&
        strength.value >= HONEST + CERTAIN * strength.standardError &&
        strength.rows >= COVERAGE.error * rows &&
        (strength.levels ?? 0) <= maxLevels &&
        !isTrend(column, strength.value),
    );
    const { isolated, next, near } = await isolatedColumns(table, target, ranked, suspects, {
      ...options,
      columns: columns.length,
    });
    const apart = strong.slice(0, standingApart(strong, ranked, options.distance));
    const summary = {
      columns: columns.length,
      strongestColumn: ranked[0]?.column.name ?? null,
      strongest: ranked[0]?.strength.value ?? null,
      strong: strong.length,
      requiredZ: required,
      ...(unjudged.length && { unjudged: unjudged.map(({ name }) => name) }),
    };
    if (!isolated.length && columns.length > 3 && strong.length > options.easyShare * columns.length) {
      const data = { columns: strong.length, of: columns.length, target: target.name };
      report({ messageId: 'easy', data, columns: strong.map(({ column }) => column), severity: 'info', evidence: summary });
      return clean(summary);
    }
    for (const { column, strength } of [...new Set([...isolated, ...apart])]) {
      const others = heldOutHolding(peers, [column, table.column(target.name)!]);
      const heldOut = await heldOutStrength(others, column, target, gates, options.minRows);
      if (heldOut !== undefined && heldOut < gate - 0.1) continue;
      const isLeak = isolated.some((one) => one.column === column);
      const { statistic, value, standardError: _, ...figures } = strength;
      const evidence = {
        ...{ statistic, value, ...figures, requiredZ: required },
        ...{ nextColumn: next[0]?.column.name ?? null, nextValue: next[0]?.strength.value ?? null, between: near },
        ...{ isolated: isLeak, heldOutValue: heldOut ?? null },
      };
      const said = { column: column.name, target: target.name, statistic: NAMES[statistic], value: shown(strength) };
      const common = {
        columns: [column],
        evidence,
        figures: await figuresByClass(table, column, target),
        sql: sql`SELECT ${column}, ${identifier(target.name)} FROM ${identifier(table.role)}`,
      };
      if (isLeak) report({ ...common, messageId: 'proxy', data: { ...said, next: round(next[0]?.strength.value ?? 0.5) } });
      else report({ ...common, messageId: 'strong', data: said, severity: 'warn', confidence: 'medium' });
    }
    return clean(summary);
  },
});

const NAMES: Record<Strength['statistic'], string> = {
  rank: 'AUC',
  encoding: 'out-of-fold AUC',
  concordance: "Kendall's concordance",
  'r-squared': 'out-of-fold R²',
};

const shown = ({ statistic, value, rSquared }: Strength): number => round(statistic === 'r-squared' ? rSquared! : value);
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** How many of the strong columns, which come first, stand above the last wide gap after one of them. */
function standingApart(strong: readonly RankedStrength[], ranked: readonly RankedStrength[], distance: number): number {
  const next = (one: RankedStrength) => ranked[ranked.indexOf(one) + 1]?.strength.value ?? 0.5;
  return strong.findLastIndex((one) => one.strength.value - next(one) >= distance) + 1;
}

/** The part of the rows that has a target. */
function labelledShare(labels: Labels): number {
  let labelled = 0;
  if (labels.kind === 'classes') for (const code of labels.codes) labelled += Number(code >= 0);
  else for (const value of labels.values) labelled += Number(!Number.isNaN(value));
  return labelled / (labels.kind === 'classes' ? labels.codes : labels.values).length;
}

/** The weakest that labelled held-out data shows. */
async function heldOutStrength(
  peers: readonly Table[],
  column: Column,
  target: Target,
  gates: readonly number[],
  minRows: number,
): Promise<number | undefined> {
  const values = await Promise.all(
    peers.map(async (peer) => {
      const predictor = predictorOf((await labelledFrame(peer, target)).frame, peer.column(column.name)!);
      const strength = predictor && (await exactStrength(peer, predictor, target, gates));
      return strength && strength.rows >= minRows ? [strength.value] : [];
    }),
  );
  return values.flat().length ? Math.min(...values.flat()) : undefined;
}
