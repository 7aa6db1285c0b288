import { type Column, isScalar } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { comparableForm, type Form } from '../columns/comparable.ts';
import { frameSample } from '../columns/frame-sample.ts';

/** A normal form that makes more of the keys equal than this is blind to what tells them apart. */
const MAX_MERGED = 0.01;
const DIGITS = '^[0-9]+([.]0*)?$';
const UUID = '^[{]?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}[}]?$';
/** A UUID of no more characters is in its normal form. */
const HEX_DIGITS = 32;
const EMAIL = '^[^@ ]+@[^@ ]+[.][^@ ]+$';

/** How the keys of two tables are held against each other: as they stand, and as they may be written otherwise. Empty texts are null. */
export interface KeyForms {
  readonly exact?: Form;
  /** Absent when the keys are written in one way. */
  readonly normal?: Form;
  /** Share of the fit keys that the normal form makes equal to another one. */
  readonly merged: number;
}

/** Undefined when the columns' values cannot be compared in any way. */
export async function keyForms(fit: Table, heldOut: Table, name: string): Promise<KeyForms | undefined> {
  const [a, b] = [fit.column(name), heldOut.column(name)];
  if (!a || !b || !isScalar(a) || !isScalar(b)) return undefined;
  const form = comparableForm(a, b);
  const isText = a.kind === 'text' || b.kind === 'text';
  const exact = form && (isText ? (column: Column) => sql`nullif(${form(column)}, '')` : form);
  if (!isText) return exact && { exact, merged: 0 };
  const normal: Form = ({ name: column }) => normalKey(identifier(column));
  const [asIs, known] = await Promise.all([written(heldOut, name), written(fit, name)]);
  const merged = 1 - known.normal / Math.max(1, known.distinct);
  const isOneWay = exact && asIs.otherwise + known.otherwise === 0;
  if (isOneWay || merged > MAX_MERGED) return exact && { exact, merged };
  return { ...(exact && { exact }), normal, merged };
}

/**
 * A key without the accidents of writing: spaces, letter case, leading zeros, the dashes of UUIDs, the tags of mail addresses. Each form is
 * held against a pattern only where a plain comparison of the text as it stands leaves it possible, for a pattern costs more.
 */
export function normalKey(value: Sql): Sql {
  const asIs = fn.toText(value);
  const text = sql`lower(trim(${fn.normalizeText(asIs)}))`;
  const mayBeDigits = sql`(${asIs} < ':' OR ${asIs} > '~')`;
  const digits = fn.regexpReplaceAll(fn.regexpReplaceAll(text, '[.]0*$', ''), '^0+', '');
  return sql`nullif(CASE WHEN ${mayBeDigits} AND ${fn.regexpTest(text, DIGITS)} THEN concat('0', ${digits})
    WHEN ${fn.length(asIs)} > ${HEX_DIGITS} AND ${fn.regexpTest(text, UUID)} THEN ${fn.regexpReplaceAll(text, '[-{}]', '')}
    WHEN ${asIs} LIKE '%+%@%' AND ${fn.regexpTest(text, EMAIL)} THEN ${fn.regexpReplaceAll(text, '[+][^@]*@', '@')}
    WHEN ${asIs} LIKE '%  %' THEN ${fn.regexpReplaceAll(text, ' +', ' ')}
    ELSE ${text} END, '')`;
}

/** In a sample: how many keys are not in their normal form, and how many distinct ones there are before and after. */
async function written(table: Table, name: string) {
  const sample = await frameSample(table);
  const text = fn.toText(identifier(name));
  const [row] = await sample.query(sql`
    SELECT sum(CASE WHEN as_is <> normal AND concat('0', as_is) <> normal THEN 1 ELSE 0 END) AS otherwise,
      count(DISTINCT as_is) AS distinct_keys, count(DISTINCT normal) AS normal_keys
    FROM (SELECT ${text} AS as_is, ${normalKey(text)} AS normal FROM ${sample}) AS keys`);
  return {
    otherwise: Number(row?.otherwise ?? 0),
    distinct: Number(row?.distinct_keys ?? 0),
    normal: Number(row?.normal_keys ?? 0),
  };
}
