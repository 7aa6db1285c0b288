import { describe, expect, it } from 'vitest';
import { containedTexts } from '../../../src/measure/texts/contained-texts.ts';
import { shingles } from '../../../src/measure/texts/shingles.ts';
import { Random } from '../../../src/stats/random.ts';
import { prose } from '../../support/prose.ts';

const documents = (texts: readonly string[], counts?: readonly number[]) => ({ texts, counts: counts ?? texts.map(() => 1) });
const find = (texts: readonly string[], among: readonly string[], share = 0.8, own = false) =>
  containedTexts([{ texts, own }], documents(among), share)[0]!;

describe('containedTexts', () => {
  const fit = prose(1, 200, 60);

  it('agrees with comparing all pairs', () => {
    const random = new Random(2);
    const asked = prose(3, 200, 60).map((text, i) => {
      const kept = Math.round(60 * (0.5 + 0.5 * random.uniform()));
      return i % 2 ? text : [...fit[i]!.split(' ').slice(0, kept), ...text.split(' ').slice(kept)].join(' ');
    });
    const sets = fit.map((text) => new Set(shingles(text)));
    const all = asked.filter((text) => {
      const own = shingles(text);
      return sets.some((set) => own.filter((one) => set.has(one)).length / own.length >= 0.8);
    });
    const found = find(asked, fit);
    expect(found.compared).toBe(200);
    expect(all.length).toBeGreaterThan(20);
    // A sketch of 16 shingles misses a text just above the share now and then.
    expect(found.contained).toBeLessThanOrEqual(all.length);
    expect(found.contained).toBeGreaterThanOrEqual(all.length - 1);
  });
  it('is about the share of the text, not of the document', () => {
    const short = fit[0]!.split(' ').slice(0, 20).join(' ');
    expect(find([short], fit).contained).toBe(1);
    expect(find([fit[0]!], [short]).contained).toBe(0);
  });
  it('counts no text as a copy of itself, but of its twin', () => {
    expect(find(fit, fit, 0.8, true)).toEqual({ compared: 200, contained: 0, identical: 0, distinct: 0 });
    const twice = containedTexts(
      [{ texts: fit, own: true }],
      documents(
        fit,
        fit.map((_, i) => 1 + Number(i < 7)),
      ),
      0.8,
    )[0]!;
    expect(twice).toEqual({ compared: 200, contained: 7, identical: 7, distinct: 7 });
  });
  it('compares no text that consists of boilerplate', () => {
    const letter = prose(5, 1, 40)[0]!;
    expect(containedTexts([{ texts: [letter], own: false }], documents([letter], [11]), 0.8)[0]!.compared).toBe(0);
    expect(containedTexts([{ texts: [letter], own: false }], documents([letter], [10]), 0.8)[0]!.identical).toBe(1);
  });
});
