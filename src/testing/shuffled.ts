import { Random } from '../stats/random.ts';
import { type Columns, type ColumnValues, isTyped, valuesOf } from './memory-table.ts';
import type { Scenario } from './run-rule.ts';
import { tablesOf } from './scenario-tables.ts';

/** The same data with rows and columns in another order. */
export function shuffled(scenario: Scenario): Scenario {
  const tables = tablesOf(scenario).map(([role, columns]) => [role, shuffleTable(columns)]);
  return { ...scenario, ...Object.fromEntries(tables) };
}

function shuffleTable(columns: Columns): Columns {
  const random = new Random(7);
  const rows = valuesOf(Object.values(columns)[0] ?? []).length;
  const order = random.shuffle(Array.from({ length: rows }, (_, i) => i));
  const entries = Object.entries(columns).map(([name, column]): [string, ColumnValues] => {
    const values = order.map((i) => valuesOf(column)[i]!);
    return [name, isTyped(column) ? { type: column.type, values } : values];
  });
  return Object.fromEntries(random.shuffle(entries));
}
