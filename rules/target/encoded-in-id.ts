import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isTemporal } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { labelledFrame } from '../../src/measure/labels/labelled-frame.ts';
import { thinColumn, thinLabels, thinRows } from '../../src/measure/labels/thin.ts';
import { countPure } from '../../src/measure/purity/count-pure.ts';
import { pureValues } from '../../src/measure/purity/pure-values.ts';
import { membersOf, pureVerdict, valuesText } from '../../src/measure/purity/pure-verdict.ts';
import { FORMATS, ID_BUCKETS, ID_ENCODINGS, TIME_FORMAT } from '../../src/measure/strength/encodings.ts';
import { exactStrength } from '../../src/measure/strength/exact-strength.ts';
import { bothPredictorsOf, plainPredictorOf, predictorOf } from '../../src/measure/strength/predictor.ts';
import { type Strength, strengthOf } from '../../src/measure/strength/strength.ts';
import { plainestBest, type Told, tellingEncodings, toldBy } from '../../src/measure/strength/telling-encodings.ts';
import { timesAlong } from '../../src/measure/time/in-time-order.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** What an error must stand above, and by how many standard errors. */
const HONEST = 0.95;
const CERTAIN = 2;
/** What a sample may miss the gate by. */
const MARGIN = 0.04;
const SLACK = 0.02;
/** What a time that runs with the id may tell less, and yet explain it. */
const EXPLAINED = 0.05;
/** Rows on which formats are looked at first. */
const FORMAT_ROWS = 1000;

export default defineRule({
  id: 'target/encoded-in-id',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'An id, or the way a value is written, that tells the target',
  why: 'ids and formats carry no cause: a model that learns them has learned how the data was put together',
  fix: 'keep the id out of the features, and make its numbers and the formats independent of the outcome',
  messages: {
    id: 'the {{part}} of {{column}} tells {{target}} ({{statistic}} {{value}})',
    pure: '{{values}} of the {{part}} of {{column}}, in {{share|percent}} of the rows, {{go}} with one class of {{target}} ({{purity|percent}}, and {{baseRate|percent}} of all rows)',
    format: 'the {{part}} of {{column}} tells {{target}} ({{statistic}} {{value}}), the value itself less ({{own}})',
  },
  options: z.strictObject({
    error: z.number().min(0.5).max(1).default(0.98).describe('AUC or concordance of a declared id from which it is an error'),
    warn: z.number().min(0.5).max(1).default(0.9).describe('AUC from which it is a warning'),
    warnOther: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.95)
      .describe("The same of more than two classes, and Kendall's concordance with a quantity"),
    beyond: z.number().min(0).max(1).default(0.05).describe('What a format must tell beyond the value itself'),
    alone: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of the rows of one class from which one part of an id is reported'),
    together: z.number().min(0).max(1).default(0.25).describe('Share of the rows from which several are reported'),
    minRows: z.number().int().min(1).default(50).describe('Rows that a verdict needs'),
  }),
  async check({ table, target, inputs, inferredIds, declared, options, report }) {
    const { frame, labels } = await labelledFrame(table, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const gate = labels.kind === 'classes' && labels.classes.length === 2 ? options.warn : options.warnOther;
    const margin = frame.sampled ? MARGIN : 0;
    // What only looks like an id may count the time, with which a quantity may rise.
    const ids = [...declared.id, ...(labels.kind === 'classes' ? inferredIds : [])];
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const required = requiredZ(ids.length * (ID_ENCODINGS.length + ID_BUCKETS.length) + columns.length * FORMATS.length);
    const y = table.column(target.name)!;
    const facts = { statistic: labels.kind === 'classes' ? 'AUC' : "Kendall's concordance", target: target.name };
    const round = (value: number) => Math.round(value * 1e4) / 1e4;

    const prove = async ({ predictor }: Told) => {
      const strength = await exactStrength(table, predictor, target, [gate, options.error]);
      return strength && toldBy(strength, labels) >= gate && strength.z >= required ? strength : undefined;
    };
    let strongest = 0.5;

    for (const column of ids) {
      const isDeclared = declared.id.includes(column);
      const encodings = isDeclared ? [...ID_ENCODINGS, ...ID_BUCKETS] : ID_ENCODINGS;
      const parts = tellingEncodings(bothPredictorsOf(frame, column), encodings, labels);
      const found = plainestBest(parts);
      strongest = Math.max(strongest, found?.value ?? 0.5);
      if (found && found.value >= gate - margin) {
        if (explainedByTime(found)) continue;
        const strength = await prove(found);
        if (!strength) continue;
        const value = toldBy(strength, labels);
        const certain = value >= Math.max(options.error, HONEST + CERTAIN * strength.standardError);
        report({
          messageId: 'id',
          data: { ...facts, part: found.encoding.name, column: column.name, value: round(value) },
          columns: [column],
          evidence: {
            part: found.encoding.name,
            statistic: strength.statistic,
            value,
            z: strength.z,
            rows: strength.rows,
            requiredZ: required,
            declared: isDeclared,
          },
          severity: isDeclared && certain ? 'error' : 'warn',
          sql: sql`SELECT ${column}, ${y} FROM ${identifier(table.role)}`,
        });
        continue;
      }
      if (labels.kind === 'numbers') continue;
      const limits = frame.sampled ? { requiredZ: 0, slack: SLACK } : { requiredZ: required };
      const pure = parts
        .flatMap((part) => pureValues(part.predictor.values, labels, limits).map((values) => ({ ...part, values })))
        .filter(({ values }) => labels.classes[values.label] !== undefined)
        .sort((a, b) => b.values.rows - a.values.rows)[0];
      if (!pure || explainedByTime(pure)) continue;
      const { values, encoding, predictor } = pure;
      const counts = await countPure(table, predictor.expression, membersOf(values), y, labels.classes[values.label]!);
      const verdict = pureVerdict(counts, values, labels.classes.length, { ...options, requiredZ: required });
      if (!verdict || verdict.common) continue;
      const { common: _, ...figures } = verdict;
      report({
        messageId: 'pure',
        data: {
          ...{
            values: valuesText(values),
            go: values.groups.length === 1 ? 'goes' : 'go',
            part: encoding.name,
            column: column.name,
          },
          ...{ share: figures.share, purity: figures.purity, baseRate: figures.baseRate, target: target.name },
        },
        columns: [column],
        evidence: { part: encoding.name, ...figures, requiredZ: required, declared: isDeclared },
        severity: isDeclared && figures.share >= options.together ? 'error' : 'warn',
        sql: sql`SELECT ${column}, ${y} FROM ${identifier(table.role)}`,
      });
    }

    const thin = thinRows(frame.rows, FORMAT_ROWS);
    const thinned = thinLabels(labels, thin);
    const formats = await Promise.all(
      columns.map(async (column) => {
        const predictor = plainPredictorOf(frame, column);
        if (!predictor) return [];
        const encodings = isTemporal(column) ? [TIME_FORMAT] : FORMATS;
        const glance = plainestBest(
          tellingEncodings([{ ...predictor, values: thinColumn(predictor.values, thin) }], encodings, thinned),
        );
        if (!glance || glance.value < gate - MARGIN) return [];
        const found = plainestBest(tellingEncodings([predictor], encodings, labels));
        const own = strengthOf(predictorOf(frame, column)!.values, labels)?.value ?? 0.5;
        if (!found || found.value < Math.max(gate - margin, own + options.beyond)) return [];
        const strength = await prove(found);
        return strength ? [{ column, part: found.encoding.name, own, strength }] : [];
      }),
    );
    for (const alike of byPart(formats.flat())) {
      const [{ column, part, own, strength }] = alike as [Format];
      const value = toldBy(strength, labels);
      const name = alike.length > 1 ? `${column.name} (and of ${alike.length - 1} more columns)` : column.name;
      report({
        messageId: 'format',
        data: { ...facts, part, column: name, value: round(value), own: round(own) },
        columns: alike.map((one) => one.column),
        evidence: { part, statistic: strength.statistic, value, z: strength.z, rows: strength.rows, own, requiredZ: required },
        severity: 'warn',
        confidence: 'medium',
        sql: sql`SELECT ${alike.map((one) => sql`${one.column}`)}, ${y} FROM ${identifier(table.role)}`,
      });
    }
    return clean({ ids: ids.length, formats: columns.length, strongestOfIds: strongest, requiredZ: required });

    /** Whether a time rises or falls with a number of the id and tells as much: then the id only tells the time. */
    function explainedByTime({ predictor, value }: Told): boolean {
      if (!(predictor.values instanceof Float64Array)) return false;
      const others = table.columns.filter(({ name }) => name !== target.name && !ids.some((id) => id.name === name));
      return timesAlong(frame, predictor.values, others, declared.time).some(
        ({ name }) => toldBy(strengthOf(frame.numbers(name)!, labels!), labels!) >= value - EXPLAINED,
      );
    }
  },
});

interface Format {
  readonly column: Column;
  readonly part: string;
  readonly own: number;
  readonly strength: Strength;
}

/** The findings on one kind of format, the strongest first. */
function byPart(formats: readonly Format[]): Format[][] {
  const groups = new Map<string, Format[]>();
  for (const one of [...formats].sort((a, b) => b.strength.value - a.strength.value)) {
    groups.set(one.part, [...(groups.get(one.part) ?? []), one]);
  }
  return [...groups.values()];
}
