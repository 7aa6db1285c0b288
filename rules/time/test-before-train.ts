import { z } from 'zod';
import { clean, defineRule, type Severity, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { keysOfEntities } from '../../src/measure/entities/entity-keys.ts';
import { orderWithinEntities } from '../../src/measure/entities/entity-order.ts';
import { assignmentByTime, placementText } from '../../src/measure/entities/split-assignment.ts';
import { timeLine } from '../../src/measure/figures/time-line.ts';
import { type TimeOrder, timeOrder } from '../../src/measure/time/time-order.ts';

/** Held-out rows that must have a history among the fit rows for its order to count, and of these may be out of order. */
const HAVE_HISTORY = 0.5;
const OUT_OF_ORDER = 0.001;

export default defineRule({
  id: 'time/test-before-train',
  subject: 'split',
  unions: true,
  needs: ['time'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'split', 'time'],
  summary: 'Held-out rows that are earlier than the rows the model is fitted on',
  why: 'the model has seen the time it is asked about, and what came after it; in production it will know neither',
  fix: 'split at one moment: all fit rows before it, all held-out rows after it',
  messages: {
    early:
      '{{early}} of {{heldOutRows}} rows ({{share|percent}}) are earlier than the end of {{fit}}: rows look chosen {{placement}}',
    reversed:
      '{{early}} of {{heldOutRows}} rows ({{share|percent}}) lie before {{fit}} begins: the model is fitted on their future',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(3).describe('Early rows from which there is a finding'),
    minShare: z.number().min(0).max(1).default(0.001).describe('Share of early rows from which there is a finding'),
  }),
  async check({ fit, heldOut, time, declared, columnRole, now, options, report }) {
    const order = await timeOrder(fit, heldOut, time, now.getTime() * 1000);
    if (!order) return skipped('needs `time` as dates, times or numbers in both tables');
    const { heldOutRows, fitRows, early, before, odd, future } = order;
    const { placement, auc, runsZ } = assignmentByTime(order);
    const share = early / Math.max(1, heldOutRows);
    const evidence = {
      ...{ heldOutRows, fitRows, early, share, beforeStart: before, oddDates: odd, futureDates: future, placement },
      ...(Number.isFinite(auc) && { laterShare: auc }),
      ...(Number.isFinite(runsZ) && { runsZ }),
    };
    if (early < Math.max(options.minRows, options.minShare * heldOutRows)) return clean(evidence);
    const names = fit.columns.map(({ name }) => name).filter((name) => columnRole(name) === 'entity' && heldOut.column(name));
    const history = await historyOf(fit, heldOut, names, order);
    const ordered = history && history.known > HAVE_HISTORY * heldOutRows && history.early <= OUT_OF_ORDER * history.known;
    const { strategy } = declared;
    const severity: Severity =
      strategy === 'temporal' ? (ordered ? 'warn' : 'error') : strategy === undefined && !ordered ? 'warn' : 'info';
    const drawn = timeLine(fit, heldOut, time.name, order);
    const common = {
      columns: [time],
      ...(drawn && { figures: [drawn] }),
      evidence: { ...evidence, ...(history && { rowsWithHistory: history.known, earlyInHistory: history.early }) },
      severity,
      sql: sql`SELECT count(*) FROM ${identifier(heldOut.role)} WHERE ${order.timeOf(heldOut)} < ${order.endQuery}`,
      ...(strategy !== 'temporal' && { fix: UNDECLARED_FIX }),
    };
    const said = { early, heldOutRows, share, fit: fit.role };
    if (placement === 'earlier') report({ ...common, messageId: 'reversed', data: said });
    else report({ ...common, messageId: 'early', data: { ...said, placement: placementText[placement] } });
    return clean(evidence);
  },
});

const UNDECLARED_FIX =
  'split at one moment, or say `split: { strategy: random }` where the order of time does not matter in production';

/** Within entities, where one is declared: the last rows of each may be held out though all entities share one span of time. */
async function historyOf(fit: Table, heldOut: Table, names: readonly string[], order: TimeOrder) {
  const [key] = await keysOfEntities(fit, heldOut, names.slice(0, 1));
  return key && orderWithinEntities(fit, heldOut, key, order);
}
