import { identifier, join, sql } from '../../engine/sql.ts';
import { keyForms } from '../../measure/entities/key-forms.ts';
import type { Remedy } from '../remedy.ts';

/** Rows whose id stands in the other side too, in the same or in another way of writing. */
export const sharedIds: Remedy = {
  rule: 'overlap/shared-ids',
  side: 'either',
  async rows(table, other, { finding }) {
    // Ids that start anew in every file name other rows in each.
    if (finding.messageId === 'restarted') return undefined;
    const names = finding.subject.columns;
    const forms = await Promise.all(names.map((name) => keyForms(other, table, name)));
    const values = names.flatMap((name, i) => {
      const form = forms[i]?.normal ?? forms[i]?.exact;
      return form ? [{ own: form(table.column(name)!), theirs: form(other.column(name)!) }] : [];
    });
    if (values.length < names.length) return undefined;
    const keys = values.map((_, i) => identifier(`k${i}`));
    const theirs = values.map(({ theirs: value }, i) => sql`${value} AS ${keys[i]!}`);
    const own = values.map(({ own: value }, i) => sql`${value} AS ${keys[i]!}`);
    const equal = keys.map((key) => sql`own.${key} = theirs.${key}`);
    return sql`SELECT own.n FROM (SELECT ${[sql`${table.rowNumber!} AS n`, ...own]} FROM ${table}) AS own
      WHERE EXISTS (SELECT 1 FROM (SELECT ${theirs} FROM ${other}) AS theirs WHERE ${join(equal, ' AND ')})`;
  },
};
