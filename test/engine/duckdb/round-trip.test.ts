import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Any text but NUL and halves of surrogate pairs, which UTF-8 text cannot have; delimiters, quotes and line ends often. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(',', ';', '"', '""', "'", '\\', '\n', '\r\n', '\t', ' ', 'NA', '1'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => `x${parts.join('').replaceAll('\0', '')}`);

it('delimited text gives back every text that was written', async () => {
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }));
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      async (rows, delimiter, end) => {
        const names = rows[0]!.map((_, i) => `c${i}`);
        const file = folder.writeNew(
          [names, ...rows.map((row) => row.map(quoted))].map((row) => row.join(delimiter)).join(end),
          'csv',
        );
        const { rows: read } = await folder.read(file, { header: true });
        expect(read.map((row) => names.map((name) => row[name]))).toEqual(rows);
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

it('numbers survive as the doubles they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 50 }), async (numbers) => {
      const values = [0.5, ...numbers];
      const file = folder.writeNew(
        `v,n\nx,${values.map((value) => `${value}`.replace('Infinity', 'inf')).join('\nx,')}\n`,
        'csv',
      );
      expect(await folder.values(file, 'n')).toEqual(values.map((value) => (Object.is(value, -0) ? 0 : value)));
    }),
    { numRuns: 50, seed: 7 },
  );
});
