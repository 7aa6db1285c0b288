import type { Value } from '../sql.ts';

const INT64 = 2n ** 63n;

/** A value as Spark's SQL spells it. */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'bigint') return integerLiteral(value);
  return value ? 'TRUE' : 'FALSE';
}

/** Spark also fills in `${…}` within texts, so the dollar sign is escaped like what would end the text. */
export function textLiteral(text: string): string {
  return `'${text.replace(/['\\$\p{Cc}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`;
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : `${value.toExponential()}D`;
}

const integerLiteral = (value: bigint): string =>
  value >= -INT64 && value < INT64 ? `CAST('${value}' AS BIGINT)` : `CAST('${value}' AS DECIMAL(38,0))`;
