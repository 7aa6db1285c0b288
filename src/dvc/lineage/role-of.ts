import type { DataItem } from '../stage/stage.ts';
import { type DataRole, dataRole } from './data-role.ts';

/** The role of data, however it is known. */
export type RoleOf = (item: Pick<DataItem, 'path' | 'location'>) => DataRole | null;

/** As names tell. */
export const roleByName: RoleOf = ({ path }) => dataRole(path);

/** As declared, by absolute path; else as names tell. */
export function roleAsDeclared(declared: ReadonlyMap<string, DataRole>): RoleOf {
  return (item) => (item.location.kind === 'local' && declared.get(item.location.path)) || roleByName(item);
}
