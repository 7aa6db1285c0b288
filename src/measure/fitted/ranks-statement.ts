import { identifier, join, type Sql, sql } from '../../engine/sql.ts';

/** The values of a column with their least and greatest ranks, as shares, in the tables of some roles together. */
export function ranksStatement(name: string, roles: readonly string[]): Sql {
  const parts = roles.map((role) => sql`SELECT ${identifier(name)} AS v FROM ${identifier(role)}`);
  return sql`SELECT v, (rank() OVER (ORDER BY v) - 1.0) / count(v) OVER () AS least, cume_dist() OVER (ORDER BY v) AS greatest FROM (${join(parts, ' UNION ALL ')}) AS pooled WHERE v IS NOT NULL ORDER BY v`;
}
