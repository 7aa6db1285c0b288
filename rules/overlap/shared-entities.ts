import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, join, type Sql, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { entityCandidate } from '../../src/measure/entities/entity-candidate.ts';
import { type EntityKey, keysOfEntities } from '../../src/measure/entities/entity-keys.ts';
import { sharedEntities } from '../../src/measure/entities/shared-entities.ts';

export default defineRule({
  id: 'overlap/shared-entities',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.2',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'Held-out rows of entities (customers, patients, devices) that the fit data already holds',
  why: 'rows of one entity resemble one another, so a model that knows the entity scores better than it will on new ones',
  fix: 'split by entity: give all rows of one entity to one split',
  messages: {
    shared:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) belong to {{entities}} of {{heldOutEntities}} entities that {{fit}} holds too',
    candidate:
      '{{column}} looks like an entity ({{traits}} other columns keep their value within it), and {{rows}} of {{heldOutRows}} rows ({{share|percent}}) have one that {{fit}} holds too',
  },
  options: z.strictObject({
    maxShare: z.number().min(0).max(1).default(0).describe('Share of held-out rows of known entities that is accepted'),
  }),
  async check({ fit, heldOut, inputs, declared, columnRole, options, report }) {
    const names = fit.columns.map(({ name }) => name).filter((name) => columnRole(name) === 'entity' && heldOut.column(name));
    const candidate = names.length ? undefined : entityCandidate(await fit.frame(), inputs);
    if (!names.length && !candidate) return skipped('needs `entity`');
    const columns = candidate ? [candidate.column.name] : names;
    const keys = await keysOfEntities(fit, heldOut, columns);
    if (!keys.length) return skipped('needs `entity` of one type in both tables');
    const found = await sharedEntities(
      fit,
      heldOut,
      keys.map(({ fit: value }) => value),
      keys.map(({ heldOut: value }) => value),
    );
    const share = found.rows / Math.max(1, found.heldOutRows);
    const evidence = { ...found, share, keys: keys.length };
    if (!found.rows || share <= options.maxShare) return clean(evidence);
    const said = { rows: found.rows, heldOutRows: found.heldOutRows, share, fit: fit.role };
    const common = { columns, evidence, sql: statement(fit, heldOut, keys) };
    if (candidate) {
      const data = { ...said, column: candidate.column.name, traits: candidate.traits.length };
      const facts = { ...common, evidence: { ...evidence, traits: candidate.traits } };
      report({ ...facts, messageId: 'candidate', data, severity: 'info', confidence: 'low', fix: CANDIDATE_FIX });
    } else {
      const data = { ...said, entities: found.entities, heldOutEntities: found.heldOutEntities };
      report({ ...common, messageId: 'shared', data, severity: declared.strategy === 'temporal' ? 'info' : 'error' });
    }
    return clean(evidence);
  },
});

const CANDIDATE_FIX = 'declare the column as `entity` if production will meet new ones, else leave it as it is';

function statement(fit: Table, heldOut: Table, keys: readonly EntityKey[]): Sql {
  const met = keys.map((key) => sql`${key.heldOut} IN (SELECT ${key.fit} FROM ${identifier(fit.role)})`);
  return sql`SELECT count(*) FROM ${identifier(heldOut.role)} WHERE ${join(met, ' OR ')}`;
}
