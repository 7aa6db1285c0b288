import { type Sql, sql } from '../../engine/sql.ts';
import type { Precision } from './precision.ts';

/** A numeric column as formulas use it: the values of some rows, and what gives them in the engine. */
export interface Operand {
  readonly name: string;
  readonly values: Float64Array;
  readonly expression: Sql;
  readonly precision: Precision;
}

/** What is done to one operand, or to two. */
export type Shape = 'plain' | 'log' | 'log1p' | 'product' | 'quotient';

interface Meaning {
  readonly value: (a: number, b: number) => number;
  /** How far it may be off when `a` and `b` are off by `ea` and `eb`. */
  readonly error: (a: number, b: number, ea: number, eb: number) => number;
  readonly sql: (a: Sql, b: Sql) => Sql;
  readonly errorSql: (a: Sql, b: Sql, ea: Sql, eb: Sql) => Sql;
}

/** Where it is not defined, the value is NaN, or NULL in the engine. */
export const MEANINGS: Readonly<Record<Shape, Meaning>> = {
  plain: { value: (a) => a, error: (_, __, ea) => ea, sql: (a) => a, errorSql: (_, __, ea) => ea },
  log: {
    value: (a) => (a > 0 ? Math.log(a) : Number.NaN),
    error: (a, _, ea) => ea / a,
    sql: (a) => sql`CASE WHEN ${a} > 0 THEN ln(${a}) END`,
    errorSql: (a, _, ea) => sql`CASE WHEN ${a} > 0 THEN ${ea} / ${a} END`,
  },
  log1p: {
    value: (a) => (a > -1 ? Math.log1p(a) : Number.NaN),
    error: (a, _, ea) => ea / (1 + a),
    sql: (a) => sql`CASE WHEN ${a} > -1 THEN ln(1 + ${a}) END`,
    errorSql: (a, _, ea) => sql`CASE WHEN ${a} > -1 THEN ${ea} / (1 + ${a}) END`,
  },
  product: {
    value: (a, b) => a * b,
    error: (a, b, ea, eb) => Math.abs(a) * eb + Math.abs(b) * ea,
    sql: (a, b) => sql`${a} * ${b}`,
    errorSql: (a, b, ea, eb) => sql`abs(${a}) * ${eb} + abs(${b}) * ${ea}`,
  },
  quotient: {
    value: (a, b) => (b === 0 ? Number.NaN : a / b),
    error: (a, b, ea, eb) => (ea + Math.abs(a / b) * eb) / Math.abs(b),
    sql: (a, b) => sql`${a} / nullif(${b}, 0)`,
    errorSql: (a, b, ea, eb) => sql`(${ea} + abs(${a} / nullif(${b}, 0)) * ${eb}) / abs(nullif(${b}, 0))`,
  },
};
