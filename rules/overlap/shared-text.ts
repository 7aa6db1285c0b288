import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Contained, containedTexts } from '../../src/measure/texts/contained-texts.ts';
import { MOST_CHARACTERS, readDocuments } from '../../src/measure/texts/read-documents.ts';
import { someTexts } from '../../src/measure/texts/some-texts.ts';
import { textColumns } from '../../src/measure/texts/text-columns.ts';

/** Texts of the fit table that show how often they are contained in one another. */
const NATURAL_TEXTS = 5000;
/** A column in which fewer of the texts differ names things by descriptions, which repeat as any name does. */
const LEAST_DISTINCT = 0.5;
/** The share of held-out texts that repeat by nature, less its standard error, below which they hardly change a score. */
const MATTERS = 0.05;

export default defineRule({
  id: 'overlap/shared-text',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'Held-out texts that mostly stand in a fit text',
  why: 'a model knows these texts by heart, so the score says little about new ones',
  fix: 'remove the copies before the split, or keep all versions of a text in one split',
  messages: {
    copied:
      '{{texts}} of {{of}} texts ({{share|percent}}) of {{column}} stand in a text of {{fit}} for {{contained|percent}} or more, where chance would repeat {{expected|percent}}',
    natural:
      '{{texts}} of {{of}} texts ({{share|percent}}) of {{column}} stand in a text of {{fit}} for {{contained|percent}} or more, as its texts do in one another ({{expected|percent}})',
  },
  options: z.strictObject({
    minTexts: z.number().int().min(1).default(3).describe('Such texts from which there is a finding'),
    minShare: z.number().min(0).max(1).default(0.001).describe('Share of the held-out texts from which there is a finding'),
    contained: z.number().gt(0).max(1).default(0.8).describe('Share of a text that must stand in one fit text'),
    minWords: z.number().int().min(1).default(8).describe('Words that the texts of a column must have on the mean'),
    sigmas: z.number().positive().default(4).describe('Standard errors above the natural share that count as copying'),
  }),
  async check({ fit, heldOut, inputs, options, signal, report }) {
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const columns = textColumns(first, inputs, options.minWords).filter(({ column }) => second.texts(column.name));
    if (!columns.length) return skipped(`needs a text column of ${options.minWords} words or more on the mean`);
    let compared = 0;
    for (const one of columns) {
      const { column } = one;
      const documents = await readDocuments(fit, heldOut, one, signal);
      const asked = someTexts(second.texts(column.name)!, Infinity, MOST_CHARACTERS / 2);
      const own = someTexts(first.texts(column.name)!, NATURAL_TEXTS, MOST_CHARACTERS / 4);
      const [found, natural] = containedTexts(
        [
          { texts: asked.texts, own: false },
          { texts: own.texts, own: true },
        ],
        documents,
        options.contained,
      ) as [Contained, Contained];
      compared += found.compared;
      const texts = found.contained;
      const expected = natural.contained / Math.max(1, natural.compared);
      const share = texts / Math.max(1, found.compared);
      const standardError = Math.sqrt((share * (1 - share)) / Math.max(1, found.compared));
      const z = excessZ(found, natural);
      if (texts < Math.max(options.minTexts, options.minShare * found.compared)) continue;
      const isCopied = z > options.sigmas;
      const distinct = new Set(own.texts).size / Math.max(1, own.texts.length);
      if (!isCopied && distinct < LEAST_DISTINCT) continue;
      const isNatural = !isCopied && natural.contained > 0;
      report({
        messageId: isNatural ? 'natural' : 'copied',
        columns: [column],
        data: { texts, of: found.compared, share, expected, contained: options.contained, column: column.name, fit: fit.role },
        evidence: {
          ...{
            texts,
            distinctTexts: found.distinct,
            identical: found.identical,
            compared: found.compared,
            share,
            expectedShare: expected,
            z,
          },
          ...{ comparedOfFit: natural.compared, distinctShareOfFit: distinct, meanWords: one.meanWords },
          ...{ fitTexts: documents.texts.length, allFitTexts: documents.all, requiredZ: options.sigmas },
        },
        severity: isCopied ? 'error' : isNatural && share - standardError < MATTERS ? 'info' : 'warn',
        coverage: second.sampled || !asked.all ? 'sampled' : 'exact',
        ...(isNatural && { fix: 'remove repeated texts, or group them, before the split' }),
      });
    }
    const evidence = { columns: columns.length, compared };
    if (!compared) return underpowered('0 held-out texts have 12 words that are not boilerplate; 1 would be enough', evidence);
    return clean(evidence);
  },
});

/** Standard errors above what is natural; equal texts are one chance together, and of no case in n there may still be one (Laplace). */
function excessZ({ compared, contained, distinct }: Contained, natural: Contained): number {
  const n = Math.max(1, compared - contained + distinct);
  const p = (natural.contained + 1) / (natural.compared + 2);
  return (distinct / n - p) / Math.sqrt((p * (1 - p)) / n);
}
