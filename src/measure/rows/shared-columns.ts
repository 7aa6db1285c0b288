import type { Column } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import { comparableForm } from '../columns/comparable.ts';
import { type KeyColumn, keyColumns } from './row-keys.ts';

/** Columns in the form of the overlap rules where the other table has them all, so that rules about one table ask for the same hashes. */
export function sharedColumns(
  table: Table,
  peers: readonly Table[],
  features: readonly Column[],
  target: Column | undefined,
): { readonly columns: KeyColumn[]; readonly label: KeyColumn | undefined } {
  const find = (role: string) => peers.find((peer) => peer.role === role);
  const train = table.role === 'train' ? table : find('train');
  const other = table.role === 'train' ? (find('test') ?? find('validation')) : table;
  const comparable = ({ name }: Column) => {
    const [a, b] = [train?.column(name), other?.column(name)];
    return a !== undefined && b !== undefined && comparableForm(a, b) !== undefined;
  };
  const common = train && other && [...features, ...(target ? [target] : [])].every(comparable);
  const tables = common ? [train, other] : [table];
  const of = ({ name }: Column) => (common ? train.column(name)! : table.column(name)!);
  const [label] = target ? keyColumns([of(target)], tables) : [];
  return { columns: keyColumns(features.map(of), tables), label };
}
