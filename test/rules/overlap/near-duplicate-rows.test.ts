import rule from '../../../rules/overlap/near-duplicate-rows.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

interface Person {
  readonly name: string;
  readonly code: string;
  readonly height: number;
  readonly weight: number;
  readonly age: number;
}

const people = (rows: number, seed: number): Person[] => {
  const random = new Random(seed);
  const word = () => String.fromCharCode(...Array.from({ length: 6 }, () => 97 + random.integer(26)));
  return Array.from({ length: rows }, () => ({
    name: `${word()} ${word()}`,
    code: String(1_000_000 + random.integer(9_000_000)),
    height: 170 + 9 * random.normal(),
    weight: Math.round(700 + 100 * random.normal()) / 10,
    age: random.integer(90),
  }));
};
const table = (rows: readonly Person[]) => ({
  name: rows.map(({ name }) => name),
  code: rows.map(({ code }) => code),
  height: rows.map(({ height }) => height),
  weight: rows.map(({ weight }) => weight),
  age: rows.map(({ age }) => age),
});
/** The first rows of `train` changed, and new ones. */
const withCopies = (n: number, copies: number, change: (person: Person, i: number) => Person, seed = 2) =>
  table([...train.slice(0, copies).map(change), ...people(n - copies, seed)]);

const train = people(400, 1);
const noisy = new Random(5);
const jitter = (value: number) => value * (1 + 1e-7 * noisy.normal());
const recased = ({ name, code, ...rest }: Person): Person => ({ ...rest, name: ` ${name.toUpperCase()}`, code: `00${code}` });

/** Mixes measured at several ages: rows of one mix are alike but for their age. */
const mixes = (first: number, rows: number) => {
  const random = new Random(9);
  const mix = Array.from({ length: 200 }, () => [random.normal(), random.normal(), random.normal()]);
  const at = Array.from({ length: first + rows }, () => [random.integer(200), random.normal()] as const).slice(first);
  return { a: at.map(([m]) => mix[m]![0]!), b: at.map(([m]) => mix[m]![1]!), age: at.map(([, age]) => age) };
};

/** A tenth of the rows come in pairs that only z tells apart. */
const repeating = {
  x: [...numbers(950, 51, 1e9), ...numbers(950, 51, 1e9).slice(0, 50)],
  y: [...numbers(950, 52, 1e9), ...numbers(950, 52, 1e9).slice(0, 50)],
  z: numbers(1000, 53, 1e9),
};

/** Too many rows to hold in a frame. */
const large = (rows: number, seed: number, copyFrom?: { x: number[]; y: number[]; z: number[] }, copies = 0) => {
  const random = new Random(seed);
  const column = (from: number[] | undefined) =>
    Array.from({ length: rows }, (_, i) => (from && i < copies ? from[i]! : random.normal()));
  return { x: column(copyFrom?.x), y: column(copyFrom?.y), z: column(undefined) };
};
const manyRows = large(30_000, 20);

ruleTester(rule, {
  clean: [
    { name: 'rows drawn apart', train: table(train), test: table(people(200, 3)), evidence: { hypotheses: 0 } },
    { name: 'copies are for another rule', train: table(train), test: withCopies(100, 30, (person) => person) },
    { name: 'rows alike by nature, on both sides', train: mixes(0, 900), test: mixes(900, 300) },
    {
      name: 'few values: rows that differ in one column are everywhere',
      train: { a: numbers(300, 30, 4), b: numbers(300, 31, 4), c: numbers(300, 32, 4) },
      test: { a: numbers(100, 33, 4), b: numbers(100, 34, 4), c: numbers(100, 35, 4) },
    },
    {
      name: 'counters beyond 2^53 that follow one another',
      train: { n: counters(0, 200), x: numbers(200, 40, 1e6) },
      test: { n: counters(200, 50), x: numbers(50, 41, 1e6) },
    },
    {
      name: 'columns without values',
      train: { a: Array(80).fill(null), b: [...Array(80).keys()] },
      test: { a: [null], b: [100] },
    },
    { name: 'no rows at all', train: table([]), test: table([]) },
    { name: 'many rows drawn apart', train: manyRows, test: large(25_000, 21), evidence: { hypotheses: 0 } },
  ],
  findings: [
    {
      name: 'noise of 1e-7 on every measurement',
      train: table(train),
      test: withCopies(100, 15, (person) => ({ ...person, height: jitter(person.height), weight: jitter(person.weight) })),
      expect: [
        {
          messageId: 'written',
          severity: 'error',
          columns: ['height', 'weight'],
          evidence: { rows: 15, keys: 15, expectedShare: 0, heldOutRows: 100 },
        },
      ],
    },
    {
      name: 'measurements rounded to six digits',
      train: table(train),
      test: withCopies(100, 15, (person) => ({ ...person, height: Number(person.height.toPrecision(6)) })),
      expect: [{ messageId: 'written', columns: ['height'] }],
    },
    {
      name: 'letter case, spaces and leading zeros',
      train: table(train),
      test: withCopies(100, 12, recased),
      expect: [{ messageId: 'written', severity: 'error', columns: ['name', 'code'], evidence: { rows: 12, noise: 0 } }],
    },
    {
      name: 'one column replaced',
      train: table(train),
      test: withCopies(100, 8, (person, i) => ({ ...person, age: 100 + i })),
      expect: [{ messageId: 'butOne', severity: 'error', columns: ['age'], evidence: { rows: 8 } }],
    },
    {
      name: 'one column replaced and texts written otherwise',
      train: table(train),
      test: withCopies(100, 9, (person, i) => ({ ...recased(person), age: 100 + i })),
      expect: [{ messageId: 'writtenButOne', severity: 'error', columns: ['age'], evidence: { rows: 9 } }],
    },
    {
      name: 'more alike rows than nature makes, in data where rows are alike',
      train: repeating,
      test: {
        x: [...repeating.x.slice(0, 90), ...numbers(210, 61, 1e9)],
        y: [...repeating.y.slice(0, 90), ...numbers(210, 62, 1e9)],
        z: numbers(300, 63, 1e9),
      },
      expect: [{ messageId: 'butOne', severity: 'warn', columns: ['z'], evidence: { rows: 90, expectedShare: 0.1 } }],
    },
    {
      name: 'a few copies among many rows, found by a sample and proved on all',
      train: manyRows,
      test: large(25_000, 22, manyRows, 250),
      expect: [{ messageId: 'butOne', severity: 'error', columns: ['z'], evidence: { rows: 250, heldOutRows: 25_000 } }],
    },
  ],
  skipped: [
    { name: 'no held-out data', train: table(train), because: 'needs validation or test data' },
    { name: 'no column in common', train: { a: [1, 2] }, test: { b: [1, 2] }, because: 'needs feature columns' },
  ],
});

function numbers(rows: number, seed: number, levels: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => random.integer(levels));
}

function counters(first: number, rows: number): bigint[] {
  return Array.from({ length: rows }, (_, i) => 2n ** 60n + BigInt(first + i));
}
