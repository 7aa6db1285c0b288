import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { readDocuments } from '../../../src/measure/texts/read-documents.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';
import { prose } from '../../support/prose.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({ sampleRows: 40 });
});
afterAll(() => engine.close());

const fitTexts = prose(1, 400, 40);
const signal = new AbortController().signal;

const read = async (heldOutTexts: readonly string[], characters?: number) => {
  const fit = await memoryTable(engine, 'train', { text: [...fitTexts, fitTexts[0]!] });
  const heldOut = await memoryTable(engine, 'test', { text: heldOutTexts });
  const one = { column: fit.column('text')!, meanWords: 40, meanLength: 200 };
  return readDocuments(fit, heldOut, one, signal, characters);
};

it('reads each text once, with the number of its rows', async () => {
  const { texts, counts, all } = await read(['none']);
  expect(all).toBe(true);
  expect([...texts].sort()).toEqual([...fitTexts].sort());
  expect(counts[texts.indexOf(fitTexts[0]!)]).toBe(2);
});

it('reads of many texts those that begin or end as one that is asked for, and a sample', async () => {
  const asked = [`${fitTexts[300]!} and more`, `More: ${fitTexts[301]!}`, `${fitTexts[302]!.toUpperCase()}!`];
  const { texts, all } = await read(asked, 1000);
  expect(all).toBe(false);
  expect(texts).toEqual(expect.arrayContaining([fitTexts[300], fitTexts[301], fitTexts[302]]));
  expect(texts.length).toBeLessThan(100);
});
