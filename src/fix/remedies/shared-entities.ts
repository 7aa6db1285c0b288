import { identifier, join, sql } from '../../engine/sql.ts';
import { keysOfEntities } from '../../measure/entities/entity-keys.ts';
import { linkedEntities } from '../../measure/entities/shared-entities.ts';
import type { Remedy } from '../remedy.ts';

/** Rows of entities that the other side holds too, by a chain of equal keys. */
export const sharedEntities: Remedy = {
  rule: 'overlap/shared-entities',
  side: 'either',
  async rows(table, other, { entity }) {
    const keys = await keysOfEntities(
      other,
      table,
      entity.map(({ name }) => name),
    );
    if (!keys.length) return undefined;
    const own = keys.map(({ heldOut }) => heldOut);
    const { linked } = await linkedEntities(
      other,
      table,
      keys.map(({ fit }) => fit),
      own,
    );
    const names = keys.map((_, i) => identifier(`k${i}`));
    const reached = join(
      linked.map((groups) => sql`SELECT ${names} FROM ${groups}`),
      ' UNION ALL ',
    );
    const met = names.map((name) => sql`keys.${name} IS NOT DISTINCT FROM reached.${name}`);
    return sql`SELECT keys.n FROM (SELECT ${[sql`${table.rowNumber!} AS n`, ...own.map((key, i) => sql`${key} AS ${names[i]!}`)]} FROM ${table}) AS keys
      WHERE EXISTS (SELECT 1 FROM (${reached}) AS reached WHERE ${join(met, ' AND ')})`;
  },
};
