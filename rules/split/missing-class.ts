import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { labelCounts } from '../../src/measure/labels/label-counts.ts';

export default defineRule({
  id: 'split/missing-class',
  subject: 'split',
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['split'],
  summary: 'A class of the target that one of the splits lacks',
  why: 'a class that was never learned cannot be predicted, and one that is never tested is not part of the score',
  fix: 'split with the classes in proportion (stratified), or take rare classes out of the problem',
  messages: {
    unlearned: '{{classes}} of {{of}} classes of {{target}}, with {{rows}} rows in {{heldOut}}, do not occur in {{fit}}',
    untested: '{{classes}} of {{of}} classes of {{target}}, with {{rows}} rows in {{fit}}, do not occur in {{heldOut}}',
    single: 'all {{rows}} rows of {{where}} have the same {{target}}',
  },
  options: z.strictObject({
    chance: z
      .number()
      .min(0)
      .max(1)
      .default(1e-4)
      .describe('Probability below which an absence is no accident of a random split, and an error'),
  }),
  async check({ fit, heldOut, target, options, report }) {
    if (target.task === 'regression') return skipped('needs a target of classes');
    const [learned, tested] = await Promise.all([labelCounts(fit, target.name), labelCounts(heldOut, target.name)]);
    if (!learned || !tested) return skipped('needs a target of plain values');
    const classes = new Set([...learned.keys(), ...tested.keys()]);
    const [fitRows, heldOutRows] = [total(learned), total(tested)];
    const evidence = { classes: classes.size, fitClasses: learned.size, heldOutClasses: tested.size, fitRows, heldOutRows };
    if (!fitRows || !heldOutRows) return skipped('needs rows with a target in both tables');
    const name = identifier(target.name);
    const listed = sql`SELECT ${name}, count(*) FROM ${identifier(heldOut.role)} GROUP BY ${name}`;
    const alone = [
      { counts: learned, table: fit, rows: fitRows },
      { counts: tested, table: heldOut, rows: heldOutRows },
    ].find(({ counts }) => counts.size === 1 && classes.size > 1);
    if (alone) {
      const [common] = alone.counts.keys();
      const other = alone.table === fit ? tested : learned;
      const share = (other.get(common!) ?? 0) / total(other);
      const byChance = share ** alone.rows;
      report({
        messageId: 'single',
        data: { rows: alone.rows, where: alone.table.role, target: target.name },
        columns: [target.name],
        evidence: { ...evidence, byChance },
        severity: byChance < options.chance ? 'error' : 'warn',
        sql: listed,
        discriminator: alone.table === fit ? 'fit' : 'heldOut',
      });
      return clean(evidence);
    }
    const absences = [
      { messageId: 'unlearned', from: tested, absentIn: learned, rowsThere: heldOutRows, rowsHere: fitRows },
      { messageId: 'untested', from: learned, absentIn: tested, rowsThere: fitRows, rowsHere: heldOutRows },
    ] as const;
    for (const { messageId, from, absentIn, rowsThere, rowsHere } of absences) {
      const missing = [...from].filter(([label]) => !absentIn.has(label));
      if (!missing.length) continue;
      const rows = missing.reduce((sum, [, n]) => sum + n, 0);
      const largest = Math.max(...missing.map(([, n]) => n));
      // Under a random split no row of the class would have fallen here with this probability; one such class among many is likelier.
      const byChance = Math.min(1, classes.size * (1 - largest / (rowsThere + largest)) ** rowsHere);
      report({
        messageId,
        data: { classes: missing.length, of: classes.size, target: target.name, rows, fit: fit.role, heldOut: heldOut.role },
        columns: [target.name],
        evidence: { ...evidence, missingClasses: missing.length, rows, largestMissingClass: largest, byChance },
        severity: byChance < options.chance ? 'error' : messageId === 'unlearned' ? 'warn' : 'info',
        sql: listed,
      });
    }
    return clean(evidence);
  },
});

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);
