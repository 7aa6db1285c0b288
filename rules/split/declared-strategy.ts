import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { keysOfEntities } from '../../src/measure/entities/entity-keys.ts';
import { groupAssignment } from '../../src/measure/entities/group-assignment.ts';
import {
  assignmentByTime,
  moduloOf,
  type Placement,
  placementText,
  sortedBy,
} from '../../src/measure/entities/split-assignment.ts';
import { timeLine } from '../../src/measure/figures/time-line.ts';
import { timeOrder } from '../../src/measure/time/time-order.ts';

const MIN_EARLY_ROWS = 3;
/** Placements along a line of time that drawing at random does not give, and how sure that is. */
const NOT_RANDOM: Partial<Record<Placement, 'error' | 'warn'>> = {
  later: 'error',
  earlier: 'error',
  blocks: 'warn',
  alternating: 'warn',
};

export default defineRule({
  id: 'split/declared-strategy',
  subject: 'split',
  needs: ['strategy'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.2',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'A split that was not made as declared',
  why: 'the score answers another question than the one that the declared split asks',
  fix: 'split the data as declared, or declare the split that was made',
  messages: {
    notTemporal:
      'the split is declared temporal, but {{early}} of {{heldOutRows}} rows ({{share|percent}}) are earlier than the end of {{fit}}: rows look chosen {{placement}}',
    notGroup:
      'the split is declared by group, but {{share|percent}} of the rows belong to entities of {{fit}}, where drawing rows at random would give {{expected|percent}}',
    notRandom: 'the split is declared random, but rows look chosen by {{column}}, {{placement}}',
    sorted:
      'the split is declared random, but {{column}} tells {{heldOut}} from {{fit}}, as if the rows had been sorted by it and cut',
  },
  options: z.strictObject({
    minShare: z.number().min(0).max(1).default(0.001).describe('Share of early rows that contradicts a temporal split'),
    groupShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Rows of known entities, as a part of what a random split would give, that contradict a split by group'),
  }),
  async check({ fit, heldOut, inputs, strategy, declared, columnRole, now, options, report }) {
    const ordered = strategy === 'group' ? undefined : declared.time;
    const order = ordered && (await timeOrder(fit, heldOut, ordered, now.getTime() * 1000));
    const byTime = order && assignmentByTime(order);
    if (strategy === 'temporal') {
      if (!order || !byTime) return skipped('needs `time` as dates, times or numbers in both tables');
      const { early, heldOutRows } = order;
      const share = early / Math.max(1, heldOutRows);
      const evidence = { strategy, placement: byTime.placement, early, heldOutRows, share };
      if (early >= Math.max(MIN_EARLY_ROWS, options.minShare * heldOutRows)) {
        const drawn = timeLine(fit, heldOut, declared.time!.name, order);
        report({
          messageId: 'notTemporal',
          ...(drawn && { figures: [drawn] }),
          data: { early, heldOutRows, share, fit: fit.role, placement: placementText[byTime.placement] },
          columns: [declared.time!],
          evidence,
          sql: sql`SELECT count(*) FROM ${identifier(heldOut.role)} WHERE ${order.timeOf(heldOut)} < ${order.endQuery}`,
        });
      }
      return clean(evidence);
    }
    if (strategy === 'group') {
      const names = fit.columns.map(({ name }) => name).filter((name) => columnRole(name) === 'entity' && heldOut.column(name));
      const keys = await keysOfEntities(fit, heldOut, names);
      if (!keys.length) return skipped('needs `entity`');
      const found = await groupAssignment(fit, heldOut, keys);
      const evidence = { strategy, ...found };
      if (found.rows && found.share >= options.groupShare * found.expectedAtRandom) {
        const data = { share: found.share, fit: fit.role, expected: found.expectedAtRandom };
        report({ messageId: 'notGroup', data, columns: keys.map(({ column }) => column), evidence });
      }
      return clean(evidence);
    }
    const [fitFrame, heldOutFrame] = await Promise.all([fit.frame(), heldOut.frame()]);
    const modulus = declared.id.map((id) => moduloOf(fitFrame, heldOutFrame, id)).find((one) => one !== undefined);
    const evidence = { strategy, placement: byTime?.placement ?? null, idModulus: modulus ?? null };
    const severity = byTime && NOT_RANDOM[byTime.placement];
    if (severity) {
      const data = { column: declared.time!.name, placement: placementText[byTime.placement] };
      report({ messageId: 'notRandom', data, columns: [declared.time!], evidence, severity });
      return clean(evidence);
    }
    const target = declared.target && fit.column(declared.target.name);
    const column = sortedBy(fitFrame, heldOutFrame, [...(target ? [target] : []), ...inputs]);
    if (column) {
      const data = { column: column.name, heldOut: heldOut.role, fit: fit.role };
      report({ messageId: 'sorted', data, columns: [column], evidence, coverage: fitFrame.sampled ? 'sampled' : 'exact' });
    }
    return clean(evidence);
  },
});
