import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { labelsOf } from '../../src/measure/labels/labels.ts';
import { classRows, LEAST_CLASS_ROWS, sizeOf } from '../../src/measure/resampled/class-rows.ts';
import { copiedClass, copyRate } from '../../src/measure/resampled/copied-class.ts';
import { type ClassCopies, copiesByClass, hasEqualRows } from '../../src/measure/resampled/copies-by-class.ts';
import { copiesStatement } from '../../src/measure/resampled/copies-statement.ts';
import { placesOf } from '../../src/measure/resampled/places.ts';
import { repeatsInClass } from '../../src/measure/resampled/repeats-in-class.ts';
import { searchClasses, together } from '../../src/measure/resampled/search-classes.ts';
import { suspectClass } from '../../src/measure/resampled/suspect-class.ts';
import { CERTAIN_BITS, type Sought, type SyntheticRows } from '../../src/measure/resampled/synthetic-rows.ts';
import { keyColumns } from '../../src/measure/rows/row-keys.ts';

export default defineRule({
  id: 'preprocessing/resampled-before-split',
  subject: 'split',
  unions: true,
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'A class that was over-sampled before the split',
  why: 'held-out rows are mixtures or copies of rows the model has learned from, so the score is too good and is not of real rows',
  fix: 'split first, then over-sample the fit rows alone (in a pipeline, so that cross-validation does the same)',
  messages: {
    interpolated:
      '{{rows}} of {{tried}} {{heldOut}} rows of one class lie exactly between two rows of its class, one of {{fit}} at least; of another class {{control}} of {{controlTried}} do',
    parents:
      '{{rows}} of {{tried}} {{fit}} rows of one class lie exactly between a {{heldOut}} row and another of its class; of another class {{control}} of {{controlTried}} do',
    copied:
      '{{share|percent}} of the {{heldOut}} rows of one class also stand in {{fit}}, and {{otherShare|percent}} of those of another',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(3).describe('Rows between others, or copies, from which there is a finding'),
    copyRatio: z.number().min(1).default(3).describe('How many times more often one class must be copied than another'),
    sigmas: z.number().positive().default(4).describe('Standard errors by which it must be'),
  }),
  async check({ fit, heldOut, target, inputs, declared, options, signal, report }) {
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const [labels, heldOutLabels] = [labelsOf(first, target), labelsOf(second, target)];
    if (labels?.kind !== 'classes' || heldOutLabels?.kind !== 'classes') return skipped('needs a target of classes');
    const classes = classRows(labels, heldOutLabels);
    if (classes.length < 2) {
      const rarer = labels.counts[1] ?? 0;
      return underpowered(
        `${rarer} ${fit.role} rows of the rarer class; ${LEAST_CLASS_ROWS}, and one in ${heldOut.role}, would be enough`,
      );
    }
    const y = fit.column(target.name)!;
    const places = placesOf(first, second, inputs);
    const searched = places ? await searchClasses(fit, heldOut, y, classes, places, signal) : { classes: [], allRows: false };
    const columns = keyColumns(inputs, [fit, heldOut]);
    const [label] = keyColumns([y], [fit, heldOut]);
    const named = columns.map(({ column }) => column.name);
    if (!places && !(columns.length && label)) return skipped('needs columns to compare rows by');
    const mayRepeat = label && columns.length && (!first.sampled || hasEqualRows(first, named));
    const copies = mayRepeat ? await copiesByClass(fit, heldOut, columns, label) : [];
    const looked = {
      ...{ classes: classes.length, columns: places?.names.length ?? 0, allFitRows: searched.allRows },
      ...summaryOf(searched.classes),
      ...copySummary(copies),
    };
    const policy = heldOut.role === 'validation' && !declared.preprocessing ? 'warn' : 'error';
    const roles = { fit: fit.role, heldOut: heldOut.role };
    const everywhere = searched.classes.map((one) => together(together(one.heldOut, one.across), one.within));
    for (const [messageId, sought] of [
      ['interpolated', searched.classes.map((one) => one.heldOut)],
      ['parents', searched.classes.map((one) => one.across)],
    ] as const) {
      const found = suspectClass(sought, classes.map(sizeOf), options.minRows, everywhere);
      if (!found) continue;
      const { index, rows, tried, control, gate, certain } = found;
      report({
        messageId,
        data: { ...roles, rows, tried, control: control.rows, controlTried: control.tried },
        evidence: {
          ...looked,
          ...{ rows, tried, share: rows / tried, controlRows: control.rows, controlTried: control.tried },
          ...{ leastBits: gate, medianBits: median(sought[index]!.bits) },
        },
        severity: certain ? policy : 'warn',
        coverage: first.sampled || second.sampled ? 'sampled' : 'exact',
        examples: [classes[index]!.name],
      });
      return;
    }
    const copied = copiedClass(copies, options, ({ name }) => {
      const rows = classes.find((one) => String(one.name) === String(name));
      return rows ? repeatsInClass(first, second, named, rows) : { different: 0, equal: 0, near: 0 };
    });
    if (copied) {
      const { own, other, z, certain } = copied;
      report({
        messageId: 'copied',
        data: { ...roles, share: copyRate(own), otherShare: copyRate(other) },
        evidence: {
          ...looked,
          ...{ rows: own.copied, of: own.heldOutRows, share: copyRate(own) },
          ...{ otherRows: other.copied, otherOf: other.heldOutRows, otherShare: copyRate(other) },
          ...{ z, distinct: own.distinct, dispersion: own.dispersion },
        },
        severity: certain ? policy : 'warn',
        sql: copiesStatement(fit, heldOut, inputs, y),
      });
      return;
    }
    return looked.fitBetweenFit >= options.minRows && !looked.heldOutBetween
      ? clean(looked, `over-sampled within ${fit.role} only`)
      : clean(looked);
  },
});

const certain = (sought: readonly Sought[]): number =>
  sought.flatMap(({ bits }) => bits.filter((one) => one >= CERTAIN_BITS)).length;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const summaryOf = (found: readonly SyntheticRows[]) => ({
  heldOutTried: found.reduce((sum, { heldOut }) => sum + heldOut.tried, 0),
  heldOutBetween: certain(found.map((one) => one.heldOut)),
  fitTried: found.reduce((sum, { within }) => sum + within.tried, 0),
  fitBetweenAcross: certain(found.map((one) => one.across)),
  fitBetweenFit: certain(found.map((one) => one.within)),
});

const copySummary = (copies: readonly ClassCopies[]) => ({
  highestCopyShare: Math.max(0, ...copies.map(copyRate)),
  lowestCopyShare: copies.length ? Math.min(...copies.map(copyRate)) : 0,
});
