import rule from '../../../rules/target/token.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const labels = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, () => ['cat', 'dog', 'hare'][random.integer(3)]!);
};
const [y, tested] = [labels(1), labels(2)];
const texts = (of: readonly string[], seed: number, text: (random: Random, y: string, row: number) => string | null) => {
  const random = new Random(seed);
  return of.map((label, row) => text(random, label, row));
};
const site = (random: Random) => `site${'abcdef'[random.integer(6)]}`;
const file = (random: Random, name: string, row: number) => `data/${site(random)}/${name}_${row * 7}.png`;
const honest = { path: texts(y, 3, (random, _, row) => file(random, 'img', row)), n: y.map((_, row) => row % 13) };
const classes = { target: 'y', task: 'multiclass' } as const;
const late = (random: Random, label: string, row: number) =>
  file(random, label === 'hare' && random.uniform() < 0.6 ? 'night' : 'img', row);

const TOPICS = { cat: ['purr', 'litter', 'mouse'], dog: ['bark', 'leash', 'bone'], hare: ['field', 'ears', 'clover'] };
const word = (random: Random, label: string) => TOPICS[label as keyof typeof TOPICS][random.integer(3)]!;
/** Sixteen animals of 25 pictures each. */
const animals = Array.from({ length: ROWS }, (_, row) => ['cat', 'dog', 'cat', 'hare'][row % 4]!);

ruleTester(rule, {
  clean: [
    { name: 'paths that say nothing', train: { ...honest, y }, ...classes },
    {
      name: 'prose with the words of its topic',
      train: {
        text: texts(
          y,
          4,
          (random, label, row) => `this is a long story of a ${label} at ${site(random)} told for the ${row}th time`,
        ),
        y,
      },
      ...classes,
    },
    {
      name: 'short titles, whose words tell their topic',
      train: {
        title: texts(y, 14, (random, label, row) => `${word(random, label)} ${'abcdefgh'[row % 8]}x ${word(random, label)}`),
        y,
      },
      ...classes,
    },
    {
      name: 'short titles on a topic, with its name in most',
      train: {
        title: texts(y, 15, (random, label, row) => `${word(random, label)} ${'abcdefgh'[row % 8]}x ${row % 9 ? label : ''}`),
        y,
      },
      ...classes,
    },
    {
      name: 'few titles, whose words tell their topic together',
      train: {
        title: texts(
          y.slice(0, 120),
          20,
          (random, label, row) => `${word(random, label)} ${row % 9 ? label : ''} ${'abcdefgh'[row % 8]}x`,
        ),
        y: y.slice(0, 120),
      },
      ...classes,
    },
    {
      name: 'files of few animals that have one class each',
      train: {
        path: animals.slice(0, 100).map((_, row) => `scans/a${1000 + 37 * (row % 4)}/image_${Math.floor(row / 4)}.png`),
        y: animals.slice(0, 100),
      },
      ...classes,
    },
    {
      name: 'files of animals that have one class each',
      train: { path: animals.map((_, row) => `scans/a${1000 + 37 * (row % 16)}/image_${Math.floor(row / 16)}.png`), y: animals },
      ...classes,
    },
    {
      name: 'few values: left to target/pure-category',
      train: { kind: texts(y, 5, (_, label) => `type ${label}`), y },
      ...classes,
    },
    {
      name: 'declared as known before',
      train: { path: texts(y, 6, (random, label, row) => file(random, label, row)), y },
      ...classes,
      features: { path: { available: 'before' } },
    },
    {
      name: 'test does not bear it out',
      train: { path: texts(y, 7, late), y },
      test: {
        path: texts(tested, 8, (random, _, row) => file(random, random.uniform() < 0.2 ? 'night' : 'img', row)),
        y: tested,
      },
      ...classes,
    },
    {
      name: 'odd characters, nulls and numbers',
      train: { path: texts(y, 9, (_, __, row) => (row % 9 ? `é(${row}).*[\\` : null)), n: honest.n, y },
      ...classes,
    },
  ],
  findings: [
    {
      name: 'a folder for each class',
      train: { path: texts(y, 10, (random, label, row) => `train/${label}/${site(random)}-${row}.png`), n: honest.n, y },
      ...classes,
      expect: [{ messageId: 'named', severity: 'error', columns: ['path'], evidence: { right: ROWS, classesNamed: 3 } }],
    },
    {
      name: 'an id that names the class, in capitals',
      train: { ...honest, id: texts(y, 11, (_, label, row) => `${label.toUpperCase()}${1000 + row}`), y },
      ...classes,
      id: ['id'],
      expect: [{ messageId: 'named', severity: 'error', columns: ['id'] }],
    },
    {
      name: 'a part that one class has, borne out in test',
      train: { path: texts(y, 7, late), y },
      test: { path: texts(tested, 12, late), y: tested },
      ...classes,
      expect: [{ messageId: 'token', severity: 'warn', columns: ['path'], evidence: { purity: 1, tokens: 1 } }],
    },
    {
      name: 'a word of a note that one class has, in no other way told by words',
      train: {
        note: texts(
          y,
          16,
          (random, label, row) => `${site(random)} ${'abcdefgh'[row % 8]}y${label === 'hare' && row % 3 ? ' recheck' : ''}`,
        ),
        y,
      },
      ...classes,
      expect: [{ messageId: 'token', severity: 'warn', columns: ['note'], evidence: { purity: 1 } }],
    },
    {
      name: 'notes that name the class, in no other way told by words',
      train: { note: texts(y, 17, (random, label, row) => `${site(random)} ${'abcdefgh'[row % 8]}y ${label}`), y },
      ...classes,
      expect: [{ messageId: 'named', severity: 'warn', columns: ['note'] }],
    },
    {
      name: 'a folder for each class, under another name',
      train: {
        path: texts(
          y,
          18,
          (random, label, row) => `train/n${{ cat: 104, dog: 217, hare: 333 }[label]}/${site(random)}-${row}.png`,
        ),
        y,
      },
      ...classes,
      expect: [{ messageId: 'token', severity: 'warn', columns: ['path'] }],
    },
    {
      name: 'a mark of one class, the other rows being named by sites that it has not',
      train: {
        path: texts(y, 19, (random, label, row) => `${label === 'hare' ? 'recheck' : `${site(random)}`}/${row}.png`),
        y: y.map((label) => label === 'hare'),
      },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'token', columns: ['path'] }],
    },
    {
      name: 'several parts of one of two classes',
      train: {
        url: texts(
          y,
          13,
          (random, label, row) =>
            `https://${label === 'cat' ? ['www', 'shop'][random.integer(2)] : ['news', 'blog', 'shop'][random.integer(3)]}.example/${row}`,
        ),
        y: y.map((label) => label === 'cat'),
      },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'token', columns: ['url'] }],
    },
  ],
  skipped: [
    { name: 'no target', train: honest, because: 'needs `target`' },
    {
      name: 'a quantity',
      train: { ...honest, y: y.map((_, row) => row * 1.1) },
      target: 'y',
      task: 'regression',
      because: 'classes',
    },
    { name: 'one class', train: { ...honest, y: y.map(() => 'cat') }, ...classes, because: 'two classes' },
  ],
  underpowered: [
    { name: 'a handful of rows', train: { path: ['a/b', 'c/d', 'e/f'], y: ['x', 'y', 'x'] }, ...classes, because: '3 rows' },
  ],
});
