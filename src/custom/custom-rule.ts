import { z } from 'zod';
import { entryOf, type RuleEntry } from '../check/registry.ts';
import { type AnyRule, clean, defineRule, skipped } from '../check/rule.ts';
import type { CustomRule } from '../config/config.ts';
import { identifier, join, raw, type Sql, sql } from '../engine/sql.ts';
import type { Role, Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { refuseMore } from './select-statement.ts';

const options = z.strictObject({
  maxRows: z.number().int().min(0).default(0).describe('Violations that are accepted'),
});

interface Context {
  readonly table?: Table;
  readonly fit?: Table;
  readonly heldOut?: Table;
  readonly options: z.infer<typeof options>;
  readonly signal: AbortSignal;
}

/** A rule of the configuration: the rows that its statement gives are violations. */
export function customRule(custom: CustomRule, roles: readonly Role[], origin: string): RuleEntry {
  const { id, message, columns = [] } = custom;
  const rule = defineRule({
    ...{ id, roles, needs: [], confidence: 'high', taxonomy: null, since: '0.1.0', tags: ['custom'] },
    subject: custom.split ? 'split' : 'dataset',
    severity: custom.severity ?? 'error',
    summary: custom.summary ?? 'A rule of this project, in SQL',
    why: custom.why ?? 'the project has declared that there must be no such rows',
    fix: custom.fix ?? 'mend these rows, or the rule',
    messages: { violations: message },
    options,
    async check(given: unknown) {
      const context = given as Context & { report(finding: unknown): void };
      const about = context.table ?? context.heldOut!;
      if (about.engine.name !== 'duckdb') return skipped('needs the embedded engine: rules in SQL do not run elsewhere');
      const [violations, rows] = await Promise.all([count(custom, context), about.rows()]);
      const share = violations / Math.max(1, rows);
      const evidence = { violations, rows, share };
      if (violations > context.options.maxRows) {
        const data = { violations, rows, share, dataset: about.role };
        context.report({ messageId: 'violations', data, columns, evidence, sql: raw(custom.sql) });
      }
      return clean(evidence);
    },
  } as unknown as AnyRule);
  return { ...entryOf(rule), origin };
}

/** @throws UserError without a cell value in it, where the statement fails or takes too long */
async function count(custom: CustomRule, { table, fit, heldOut, signal }: Context): Promise<number> {
  const tables = namesOf(table ? { data: table } : { fit: fit!, held_out: heldOut! });
  const { engine } = table ?? heldOut!;
  await refuseMore(custom.sql, [...tables.keys()], engine);
  const limit = AbortSignal.timeout(custom.timeoutMs);
  try {
    const [row] = await engine.query(statement(custom.sql, tables), AbortSignal.any([signal, limit]));
    return Number(row?.n ?? 0);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted)
      throw new UserError(`the statement took longer than ${custom.timeoutMs / 1000} s`, {
        hint: 'give it a longer `timeout`',
        cause: error,
      });
    throw new UserError(`the statement failed: ${withoutValues(error)}`, { cause: error });
  }
}

/** The names by which a statement may call its tables: what they are to it, and their roles. */
function namesOf(given: Readonly<Record<string, Table>>): Map<string, Table> {
  return new Map(Object.entries(given).flatMap(([name, table]) => [[name, table] as const, [table.role, table] as const]));
}

function statement(text: string, tables: ReadonlyMap<string, Table>): Sql {
  const parts = [...tables].map(
    ([name, table]) =>
      sql`${identifier(name)} AS (SELECT ${table.columns.map((column) => identifier(column.name))} FROM ${table})`,
  );
  // A comment at its end must not hide what follows.
  return sql`WITH ${join(parts)} SELECT count(*) AS n FROM (\n${raw(text.replace(/[\s;]+$/, ''))}\n) AS violations`;
}

/** Binder and catalog errors name columns and functions; those of other kinds may quote cells. */
function withoutValues(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return /^(Binder|Catalog|Parser) Error/.test(first)
    ? first
    : (/^[\w ]+ Error/.exec(first)?.[0] ?? 'for a reason that may hold values');
}
