import type { Engine } from '../engine/engine.ts';
import { sql } from '../engine/sql.ts';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

/** What reads or changes something beside the rows, or says what they hold in a message. */
const REFUSED_FUNCTIONS =
  /^(read_|write_|query|duckdb_|pragma_|getenv$|getvariable$|current_setting$|current_query$|set_config$|setseed$|nextval$|currval$|error$|glob$|sleep)/;
/** Table functions that only make rows of their arguments. */
const ROW_FUNCTIONS = new Set(['range', 'generate_series', 'unnest', 'repeat', 'repeat_row']);
/** The name of a common table expression; other names could stand for files. */
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

type Node = Readonly<Record<string, unknown>>;

/**
 * Makes sure, by the engine's own parser, that a text is one SELECT that reads nothing but these tables.
 * @throws UserError with what it does beside that
 */
export async function refuseMore(text: string, tables: readonly string[], engine: Engine): Promise<void> {
  const [row] = await engine.query(sql`SELECT json_serialize_sql(${text}) AS tree`);
  const tree = JSON.parse(String(row?.tree)) as Node;
  if (tree.error === true) {
    const message = String(tree.error_message).split('\n', 1)[0]!;
    throw new UserError(/Only SELECT/.test(message) ? 'the statement is no SELECT' : `the statement cannot be read: ${message}`, {
      hint: 'write one SELECT whose rows are violations',
    });
  }
  const { statements } = tree as { statements?: readonly unknown[] };
  if (statements?.length !== 1) throw new UserError('there is more than one statement', { hint: 'write one SELECT' });
  const nodes = nodesOf(statements);
  const common = nodes.flatMap(commonNames);
  const odd = common.find((name) => !PLAIN_NAME.test(name));
  if (odd !== undefined)
    throw new UserError(`${quote(odd)} cannot name a common table expression`, { hint: 'use letters, digits and _' });
  const known = new Set([...tables, ...common].map((name) => name.toLowerCase()));
  for (const node of nodes) refuseNode(node, known, tables);
}

function refuseNode(node: Node, known: ReadonlySet<string>, tables: readonly string[]): void {
  const { type, table_name: table, schema_name: schema, catalog_name: catalog, function_name: name } = node;
  if (type === 'BASE_TABLE' && (schema || catalog || !known.has(String(table).toLowerCase()))) {
    const written = [catalog, schema, table].filter(Boolean).join('.');
    throw new UserError(`the statement reads ${quote(written)}, which is none of its tables`, {
      hint: `its tables are ${tables.join(', ')}`,
    });
  }
  if (type === 'SHOW_REF') throw new UserError('the statement describes tables instead of selecting rows');
  const called = typeof name === 'string' ? name.toLowerCase() : undefined;
  const isSource = type === 'TABLE_FUNCTION' && typeof node.function === 'object';
  const source = isSource ? String((node.function as Node).function_name ?? '').toLowerCase() : undefined;
  const refused =
    source !== undefined && !ROW_FUNCTIONS.has(source)
      ? source
      : called !== undefined && REFUSED_FUNCTIONS.test(called)
        ? called
        : undefined;
  if (refused !== undefined) throw new UserError(`the statement calls ${quote(refused)}, which a rule may not`);
}

/** All objects of a tree. */
function nodesOf(root: unknown): Node[] {
  const found: Node[] = [];
  const stack = [root];
  while (stack.length) {
    const next = stack.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) found.push(next as Node);
    stack.push(...Object.values(next));
  }
  return found;
}

/** Names in a `WITH`: `cte_map: { map: [{ key, value }] }`. */
function commonNames({ cte_map: ctes, type, cte_name: name }: Node): string[] {
  const map = (ctes as { map?: readonly { key: string }[] } | undefined)?.map ?? [];
  return [...map.map(({ key }) => String(key)), ...(typeof name === 'string' && String(type).includes('CTE') ? [name] : [])];
}
