const CLASSES = ['benign', 'suspect', 'fraud', 'unknown'];
const SITES = ['north', 'south', 'east', 'west', 'harbor', 'center', 'mill', 'hill'];
const TOPICS = [
  ['juice', 'apple', 'water', 'lemon', 'cola', 'tea'],
  ['chair', 'table', 'sofa', 'lamp', 'shelf', 'desk'],
  ['shirt', 'jacket', 'socks', 'scarf', 'boots', 'hat'],
  ['novel', 'atlas', 'guide', 'poems', 'tales', 'comic'],
];
const WORDS = ['red', 'blue', 'small', 'large', 'new', 'old', 'fresh', 'classic', 'grand', 'plain'];

const pick = (values, random) => values[random.integer(values.length)];
const skewed = (count, random) => Math.floor(count * random.uniform() ** 2);

/** The class of each row, the first ones commoner. */
const labels = ({ rows, classes }, random) => Array.from({ length: rows }, () => skewed(classes, random));

/** A path of a site, a month and a number; `part` is put before the number. */
const path = (random, row, part, site = pick(SITES, random)) =>
  `data/${site}/2024-${10 + random.integer(3)}/${part === undefined ? '' : `${part}-`}${row}-${random.integer(1000)}.json`;

const note = (random, part) => [pick(WORDS, random), pick(SITES, random), part].filter(Boolean).join(' ');

const table = (of, random, text) => ({
  train: {
    text: of.map((label, row) => text(label, row)),
    amount: { type: 'DOUBLE', values: of.map(() => random.normal()) },
    y: of.map((label) => CLASSES[label]),
  },
  target: 'y',
  task: new Set(of).size > 2 ? 'multiclass' : 'binary',
});

const PARTS = {
  'the class itself': (label) => CLASSES[label],
  'a code of the class': (label) => `k${310 + 7 * label}`,
  'a part of the rarest class': (label, { classes }) => (label === classes - 1 ? 'review' : undefined),
  'parts of the rarest class': (label, { classes }, random) =>
    label === classes - 1 ? pick(['recheck', 'review'], random) : undefined,
};

export default {
  rule: 'target/token',
  about:
    'A column of paths or of short notes has, in some of the rows, a part that only one class has: the name of the class, a code of it, or one or two words that stand with the rarest class alone. `told` is the share of the rows (of the class, for the rarest one) in which the part stands.',
  grid: { part: Object.keys(PARTS), text: ['path', 'note'], classes: [2, 4], rows: [120, 300, 2000], told: [0.1, 0.5, 1] },
  table: { down: ['part', 'text', 'classes'], across: ['rows', 'told'] },
  plant: (setting, random) =>
    table(labels(setting, random), random, (label, row) => {
      const part = random.uniform() < setting.told ? PARTS[setting.part](label, setting, random) : undefined;
      return setting.text === 'path' ? path(random, row, part) : note(random, part);
    }),
  honest: {
    'sites that lean to a class': (setting, random) => {
      const leaning = Array.from({ length: setting.classes }, () => pick(SITES, random));
      return table(labels(setting, random), random, (label, row) =>
        path(random, row, undefined, random.uniform() < 0.6 * setting.told ? leaning[label] : undefined),
      );
    },
    'names of two or three words, which tell the topic': (setting, random) =>
      table(labels(setting, random), random, (label) => {
        const noun = pick(random.uniform() < 0.9 ? TOPICS[label] : pick(TOPICS, random), random);
        return `${pick(WORDS, random)} ${random.uniform() < 0.5 ? `${pick(WORDS, random)} ` : ''}${noun}`;
      }),
    'titles, some with the name of the class': (setting, random) =>
      table(labels(setting, random), random, (label) => {
        const own = random.uniform() < 0.9 * setting.told ? CLASSES[label] : pick(TOPICS[label], random);
        return `${pick(WORDS, random)} ${random.uniform() < 0.7 ? pick(TOPICS[label], random) : pick(SITES, random)} ${own}`;
      }),
    'files of patients of one class each, two alike at least': (setting, random) => {
      const each = 20 + random.integer(25);
      const count = Math.ceil(setting.rows / each);
      const own = Array.from({ length: count }, () => skewed(setting.classes, random));
      own[1] = own[0];
      const patients = Array.from({ length: setting.rows }, (_, row) => row % count);
      return table(
        patients.map((patient) => own[patient]),
        random,
        (_, row) => `scans/p${1000 + 37 * patients[row]}/image_${Math.floor(row / count)}.png`,
      );
    },
    'class names in another sense': (setting, random) =>
      table(labels(setting, random), random, (_, row) =>
        path(random, row, random.uniform() < setting.told ? pick(CLASSES, random) : undefined),
      ),
    'codes of any letters and digits': (setting, random) => {
      const codes = Array.from({ length: 15 }, () => random.uint32().toString(36).slice(0, 3));
      return table(labels(setting, random), random, (_, row) => `${pick(codes, random)}-${pick(codes, random)}:${row}`);
    },
    'senders, some of many letters': (setting, random) =>
      table(labels(setting, random), random, (_, row) => `user${row}@mail${skewed(30, random)}.example`),
  },
};
