import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier } from '../../src/engine/sql.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { levelCounts, levelOf, levelsIn } from '../../src/measure/columns/level-counts.ts';
import { figureBySplit } from '../../src/measure/figures/figure-by-split.ts';
import { commonLevels, countsOfLevels, levelShift, sharesStatement } from '../../src/measure/shift/level-shift.ts';
import { benjaminiHochberg } from '../../src/stats/multiple-testing.ts';

/** A column in the frame must come this near to the gate to be worth a look at all rows. */
const SCREEN = 0.6;

export default defineRule({
  id: 'drift/categorical',
  subject: 'split',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift'],
  summary: 'A category whose shares differ from train',
  why: 'the score is measured on rows unlike those the model learned from, or the model is served such rows',
  fix: 'find out what changed: the time span, the source, the population or the coding; then split or train anew',
  messages: {
    shifted:
      '{{column}} has shifted: {{moved|percent}} of the rows of {{heldOut}} would have to change their level to look like {{fit}} (PSI {{psi}})',
  },
  options: z.strictObject({
    moved: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Total variation, beyond what chance gives, from which a column counts as shifted'),
    psi: z.number().min(0).default(0.2).describe('Population stability index from which a column counts as shifted'),
    falseRate: z.number().gt(0).max(1).default(0.001).describe('Share of false findings that is tolerated (Benjamini–Hochberg)'),
    minRows: z.number().int().min(2).default(100).describe('Rows with a level that train knows that each side must have'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(({ kind }) => kind === 'text' || kind === 'boolean');
    if (!columns.length) return skipped('needs a text or boolean column that both tables have');
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const smaller = Math.min(first.rows, second.rows);
    if (smaller < options.minRows) return underpowered(`${smaller} rows; ${options.minRows} would be enough`, { rows: smaller });
    const independent = independence(first, second, declared.entity);
    const screened = columns.flatMap((column) => {
      const [a, b] = [levelsIn(first, column), levelsIn(second, column)];
      const levels = a && commonLevels(levelCounts(a));
      if (!b || !levels) return [];
      const shift = levelShift(levels, levelCounts(a), levelCounts(b), independent);
      return Math.min(shift.fitRows, shift.heldOutRows) >= options.minRows ? [{ column, shift }] : [];
    });
    if (!screened.length)
      return underpowered(`no column has ${options.minRows} rows in both tables with a level that train has often`);
    const measured = await Promise.all(
      screened.map(async ({ column, shift }) => {
        const hopeless = shift.moved < SCREEN * options.moved && shift.psi < SCREEN * options.psi;
        if (hopeless || !(first.sampled || second.sampled)) return { column, shift };
        const { levels } = shift;
        const counts = await Promise.all([
          first.sampled ? countsOfLevels(fit, column, levels) : levelCounts(levelsIn(first, column)!),
          second.sampled ? countsOfLevels(heldOut, column, levels) : levelCounts(levelsIn(second, column)!),
        ]);
        return { column, shift: levelShift(levels, ...counts, independent) };
      }),
    );
    const adjusted = benjaminiHochberg(measured.map(({ shift }) => shift.logP));
    for (const [i, { column, shift }] of measured.entries()) {
      if (shift.moved < options.moved && shift.psi < options.psi) continue;
      if (adjusted[i]! > Math.log(options.falseRate)) continue;
      const { moved, psi, js, fitRows, heldOutRows, levels } = shift;
      const drawn = await figureBySplit(fit, heldOut, column);
      report({
        messageId: 'shifted',
        data: { column: column.name, fit: fit.role, heldOut: heldOut.role, moved, psi: Math.round(psi * 1000) / 1000 },
        columns: [column],
        ...(drawn && { figures: [drawn] }),
        evidence: {
          ...{ movedShare: moved, psi, jsDistance: js, levels: levels.length, fitRows, heldOutRows },
          ...{ log10P: adjusted[i]! / Math.LN10, columnsTested: measured.length },
          ...{ minMovedShare: options.moved, minPsi: options.psi },
          ...(independent.heldOut < 1 && { independentRows: Math.round(independent.heldOut * heldOutRows) }),
        },
        sql: sharesStatement(identifier(fit.role), identifier(heldOut.role), levelOf(column)),
      });
    }
    const most = Math.max(0, ...measured.map(({ shift }) => shift.moved));
    return clean({ columns: measured.length, mostMovedShare: most, minMovedShare: options.moved });
  },
});
