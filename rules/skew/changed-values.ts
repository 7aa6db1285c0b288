import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, join, sql } from '../../src/engine/sql.ts';
import { compareMatched, waysToMatch } from '../../src/measure/shift/changed-columns.ts';

export default defineRule({
  id: 'skew/changed-values',
  subject: 'dataset',
  roles: ['serving'],
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew'],
  summary: 'A serving row whose values differ from those of the same row offline',
  why: 'the model is served other values than it was trained and judged on, so its score does not hold in production',
  fix: 'compute the column in one place for training and serving, and compare again',
  messages: {
    zone: '{{column}} is {{offsetMicros|duration}} off {{peer}} in {{changed}} of {{rows}} matched rows: a time zone',
    moved: '{{column}} is off {{peer}} by one and the same amount in {{changed}} of {{rows}} matched rows',
    scaled: '{{column}} is {{factor}} times what it is in {{peer}} in {{changed}} of {{rows}} matched rows{{unit}}',
    converted:
      '{{column}} is {{factor}} times what it is in {{peer}}, and {{offset}}, in {{changed}} of {{rows}} matched rows{{unit}}',
    rounded: '{{column}} is rounded to {{decimals}} decimals in {{changed}} of {{rows}} matched rows, and not in {{peer}}',
    filled: '{{column}} has one value in {{changed}} of {{rows}} matched rows for which {{peer}} has many',
    missing: '{{column}} is missing in {{changed}} of {{rows}} matched rows for which {{peer}} has a value',
    respelled: '{{column}} is spelled otherwise than in {{peer}} in {{changed}} of {{rows}} matched rows',
    remapped: '{{column}} has other codes for the levels of {{peer}} in {{changed}} of {{rows}} matched rows',
    lagged:
      '{{column}} is the value that the entity had in {{peer}} one row before or after, in {{changed}} of {{rows}} matched rows',
    changed: '{{column}} differs from {{peer}} in {{changed}} of {{rows}} matched rows, and no single change explains it',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(20).describe('Matched rows, and changed ones among them, that a finding needs'),
    share: z.number().min(0).max(1).default(0.01).describe('Share of changed rows from which unexplained changes are reported'),
  }),
  async check({ table, peers, declared, inferredIds, options, signal, report }) {
    const identifiers = { ...declared, time: declared.time, inferred: inferredIds };
    if (!waysToMatch(identifiers).length) return skipped('needs `id`, or `entity` and `time`, in serving data');
    const told = new Set<string>();
    const summary = { matchedRows: 0, columns: 0 };
    for (const peer of peers) {
      const found = await compareMatched(table, peer, identifiers, options.minRows, signal);
      if (!found) continue;
      const { keys, inferred, rows, explainedOn, compared } = found;
      summary.matchedRows += rows;
      summary.columns = Math.max(summary.columns, compared);
      for (const { column, changed, change } of found.columns) {
        if (told.has(column.name) || changed < options.minRows) continue;
        if (!change && changed < options.share * rows) continue;
        told.add(column.name);
        const {
          factor = 1,
          offset = 0,
          offsetMicros = 0,
          decimals = 0,
        }: Figures = (change && 'figures' in change && change.figures) || {};
        const unit = change && 'name' in change && change.name !== undefined ? ` (${change.name})` : '';
        const said = { column: column.name, peer: peer.role, changed, rows, factor, offset, offsetMicros, decimals, unit };
        const sampled = change !== undefined && explainedOn < rows;
        report({
          messageId: change?.kind ?? 'changed',
          data: said,
          columns: [column],
          evidence: {
            ...{
              rows,
              changed,
              changedShare: changed / rows,
              against: peer.name,
              keys: keys.map(({ name }) => name),
              keyInferred: inferred,
            },
            ...(change && { explainedShare: change.share, explainedOnRows: explainedOn }),
            ...(change && 'figures' in change && change.figures),
          },
          coverage: sampled ? 'sampled' : 'exact',
          ...((!change || inferred) && { severity: 'warn', confidence: 'medium' }),
          sql: changedStatement(table.role, peer.role, keys, column),
        });
      }
    }
    if (!summary.matchedRows) return skipped('no serving row has the key of a row of another data set');
    return clean(summary);
  },
});

type Figures = Readonly<Partial<Record<'factor' | 'offset' | 'offsetMicros' | 'decimals', number>>>;

function changedStatement(table: string, peer: string, keys: readonly Column[], column: Column) {
  const on = join(
    keys.map((key) => sql`s.${key} = p.${key}`),
    ' AND ',
  );
  return sql`SELECT count(*) AS matched, sum(CASE WHEN s.${column} IS DISTINCT FROM p.${column} THEN 1 ELSE 0 END) AS changed FROM ${identifier(table)} AS s JOIN ${identifier(peer)} AS p ON ${on}`;
}
