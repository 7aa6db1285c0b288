import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { labelCounts } from '../../src/measure/labels/label-counts.ts';
import { aucStandardError } from '../../src/stats/auc-error.ts';

/** Half a 95 % interval in standard errors. */
const HALF_WIDTH = 1.96;
/** The AUC a useful model may have: the interval of a better one is shorter. */
const PLAUSIBLE_AUC = 0.8;

export default defineRule({
  id: 'split/too-small',
  subject: 'split',
  needs: ['target'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['split'],
  summary: 'Held-out data too small for a score to mean much',
  why: 'the score could be this much higher or lower by chance, so neither a good nor a bad one can be believed',
  fix: 'hold out more rows, or use cross-validation; report the score with its interval',
  messages: {
    rows: 'with {{rows}} rows in {{heldOut}}, {{score}} is known to ±{{halfWidth|percent}} at best',
    rareClass: 'with {{positives}} rows of the rarer class in {{heldOut}}, the AUC is known to ±{{halfWidth|percent}} at best',
  },
  options: z.strictObject({
    halfWidth: z
      .number()
      .gt(0)
      .max(1)
      .default(0.1)
      .describe('Half the 95 % interval of the score, as a share, from which the data is too small'),
  }),
  async check({ heldOut, target, options, report }) {
    const name = identifier(target.name);
    const { labelled } = await heldOut.aggregate({ labelled: sql`count(${name})` });
    const rows = Number(labelled);
    if (!rows) return skipped('needs held-out rows with a target');
    const regression = target.task === 'regression';
    // Of a share at worst, 1.96 · √(¼/n); of a root mean square error relative to itself, 1.96 / √(2n).
    const byRows = regression ? HALF_WIDTH / Math.sqrt(2 * rows) : HALF_WIDTH * Math.sqrt(0.25 / rows);
    const counts = target.task === 'binary' ? await labelCounts(heldOut, target.name) : undefined;
    const positives = counts?.size === 2 ? Math.min(...counts.values()) : undefined;
    const byClass = positives === undefined ? 0 : HALF_WIDTH * aucStandardError(PLAUSIBLE_AUC, positives, rows - positives);
    const evidence = {
      rows,
      halfWidth: byRows,
      maxHalfWidth: options.halfWidth,
      ...(positives !== undefined && { rarerClassRows: positives, aucHalfWidth: byClass }),
    };
    const common = {
      columns: [target.name],
      evidence,
      sql: sql`SELECT ${name}, count(*) FROM ${identifier(heldOut.role)} GROUP BY ${name}`,
    };
    if (byRows > options.halfWidth) {
      const score = regression ? 'the error' : 'the accuracy';
      report({ ...common, messageId: 'rows', data: { rows, heldOut: heldOut.role, score, halfWidth: byRows } });
    } else if (byClass > options.halfWidth && positives !== undefined) {
      report({ ...common, messageId: 'rareClass', data: { positives, heldOut: heldOut.role, halfWidth: byClass } });
    }
    return clean(evidence);
  },
});
