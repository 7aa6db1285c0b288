import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { type KeyForms, keyForms } from '../../src/measure/entities/key-forms.ts';
import { type SharedKeys, sharedKeys, sharedKeysStatement } from '../../src/measure/entities/shared-keys.ts';

/** Share of distinct values from which one of several declared ids identifies rows by itself. */
const IDENTIFYING = 0.8;
/** Rewritten ids must be so many times as common as ids that are written alike by chance. */
const ABOVE_CHANCE = 5;

interface Id {
  readonly name: string;
  readonly forms: KeyForms;
}

export default defineRule({
  id: 'overlap/shared-ids',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'Held-out rows whose declared id also stands in the fit data',
  why: 'a thing that the model was fitted on is scored as if it were new',
  fix: 'give each id to one split only',
  messages: {
    shared: '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) have an id that stands in {{fit}} too ({{ids}} distinct ids)',
    rewritten:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) have an id that stands in {{fit}} written in another way ({{ids}} distinct ids)',
    restarted: '{{column}} counts the rows of {{heldOut}} and of {{fit}} from the same start, so it tells none of them apart',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(1).describe('Rows with a shared id from which there is a finding'),
  }),
  async check({ fit, heldOut, columnRole, options, report }) {
    const names = fit.columns.map(({ name }) => name).filter((name) => columnRole(name) === 'id' && heldOut.column(name));
    if (!names.length) return skipped('needs `id`');
    const forms = await Promise.all(names.map((name) => keyForms(fit, heldOut, name)));
    const ids = names.flatMap((name, i) => (forms[i] ? [{ name, forms: forms[i] }] : []));
    if (!ids.length) return skipped('needs `id` of one type in both tables');
    const [heldOutRows, keys] = await Promise.all([heldOut.rows(), identifyingKeys(fit, ids)]);
    let most = 0;
    for (const key of keys) {
      const columns = key.map(({ name }) => name);
      const [exact, any] = await Promise.all([countShared(fit, heldOut, key, 'exact'), countShared(fit, heldOut, key, 'normal')]);
      const rewritten = { rows: any.rows - exact.rows, keys: any.keys - exact.keys };
      const share = (rows: number) => rows / Math.max(1, heldOutRows);
      const merged = Math.max(...key.map((one) => one.forms.merged));
      const evidence = {
        heldOutRows,
        rows: exact.rows,
        ids: exact.keys,
        share: share(exact.rows),
        rewrittenRows: rewritten.rows,
      };
      const said = ({ rows, keys: distinct }: SharedKeys) => ({
        rows,
        heldOutRows,
        share: share(rows),
        fit: fit.role,
        ids: distinct,
      });
      most = Math.max(most, any.rows);
      const [only] = key;
      if (exact.rows > 0 && only && key.length === 1 && (await isRestarted(fit, heldOut, only.name))) {
        const data = { column: only.name, heldOut: heldOut.role, fit: fit.role };
        report({ messageId: 'restarted', data, columns, evidence, severity: 'warn', fix: RESTARTED_FIX });
        continue;
      }
      if (exact.rows >= options.minRows)
        report({ messageId: 'shared', data: said(exact), columns, evidence, sql: statement(fit, heldOut, key, 'exact') });
      if (rewritten.rows >= options.minRows && rewritten.rows > ABOVE_CHANCE * merged * heldOutRows) {
        const facts = { evidence: { ...evidence, merged }, sql: statement(fit, heldOut, key, 'normal') };
        report({ ...facts, messageId: 'rewritten', data: said(rewritten), columns, severity: merged > 0 ? 'warn' : 'error' });
      }
    }
    return clean({ heldOutRows, rows: most, keys: keys.length });
  },
});

const RESTARTED_FIX = 'number the rows before the split, or do not declare the column as `id`';

/** Each id that identifies rows by itself; all of them together where none does. */
async function identifyingKeys(fit: Table, ids: readonly Id[]): Promise<readonly (readonly Id[])[]> {
  if (ids.length === 1) return [ids];
  const shares = await Promise.all(
    ids.map(async ({ name }) => {
      const value = identifier(name);
      const { distinct, present } = await fit.aggregate({ distinct: fn.approxDistinct(value), present: sql`count(${value})` });
      return Number(distinct) / Math.max(1, Number(present));
    }),
  );
  const alone = ids.filter((_, i) => shares[i]! >= IDENTIFYING);
  return alone.length ? alone.map((id) => [id]) : [ids];
}

/** Row numbers that start anew in every file name other rows in each. */
async function isRestarted(fit: Table, heldOut: Table, name: string): Promise<boolean> {
  const value = identifier(name);
  if (fit.column(name)?.kind !== 'integer' || heldOut.column(name)?.kind !== 'integer') return false;
  const figures = { min: sql`min(${value})`, max: sql`max(${value})`, rows: sql`count(*)` };
  const [a, b] = await Promise.all([fit.aggregate(figures), heldOut.aggregate(figures)]);
  const isDense = ({ min, max, rows }: typeof a) => Number(max) - Number(min) + 1 === Number(rows);
  return isDense(a) && isDense(b) && Number(a.min) === Number(b.min);
}

type How = 'exact' | 'normal';

async function countShared(fit: Table, heldOut: Table, key: readonly Id[], how: How): Promise<SharedKeys> {
  const written = how === 'normal' && !key.some(({ forms }) => forms.normal) ? 'exact' : how;
  const values = [fit, heldOut].map((table) => valuesOf(table, key, written));
  if (values.some((list) => list.length < key.length)) return { rows: 0, keys: 0 };
  return sharedKeys(fit, heldOut, values[0]!, values[1]!);
}

function statement(fit: Table, heldOut: Table, key: readonly Id[], how: How): Sql {
  const [a, b] = [identifier(fit.role), identifier(heldOut.role)];
  return sharedKeysStatement(a, b, valuesOf(fit, key, how), valuesOf(heldOut, key, how));
}

const valuesOf = (table: Table, key: readonly Id[], how: How): Sql[] =>
  key.flatMap(({ name, forms }) => {
    const form = how === 'normal' ? (forms.normal ?? forms.exact) : forms.exact;
    return form ? [form(table.column(name)!)] : [];
  });
