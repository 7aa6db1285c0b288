import { ENCODERS, learn, leftOut } from './encoders.js';
import { alikeByNature, columnsOf, mean, rounded } from './tables.js';

const ENCODINGS = [...Object.keys(ENCODERS), 'out of fold', 'leave-one-out'];
const FOLDS = 5;

/** Levels of falling sizes, on which the target depends: of two classes, or a quantity. */
function drawRows({ encoder, rows, levels }, random, depends = 1) {
  const isClass = encoder === 'evidence' || random.uniform() < 0.5;
  const effects = Array.from({ length: levels }, () => depends * random.normal());
  return Array.from({ length: rows }, () => {
    const level = Math.floor(levels * random.uniform() ** 2);
    const score = effects[level] + random.normal();
    return { level, y: isClass ? Number(score > 0.4) : Number((1000 + 100 * score).toFixed(1)) };
  });
}

/** The first rows, and those held out. */
function parts(rows, { held }) {
  const first = Math.round(rows.length * (1 - held));
  return [rows.slice(0, first), rows.slice(first)];
}

/** Codes of the rows of both tables as they are learned from `seen`, which is train or all. */
function codesOf(encoding, [train, test], seen) {
  const overAll = seen !== train;
  if (encoding === 'leave-one-out' || encoding === 'out of fold') {
    const folds = encoding === 'out of fold' ? FOLDS : undefined;
    const codes = leftOut(ENCODERS.mean, seen, folds);
    return overAll ? [codes.slice(0, train.length), codes.slice(train.length)] : [codes, test.map(learn(ENCODERS.mean, train))];
  }
  const code = learn(ENCODERS[encoding], seen);
  return [train.map(code), test.map(code)];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const nameOf = (level) => `${LETTERS[level % 26]}${LETTERS[(level * 7) % 26]}${level}`;

function tables({ category, decimals }, random, sides, codes, more = () => ({})) {
  const table = (rows, enc) => {
    const own = {
      enc,
      amount: rows.map(() => Math.round(1e4 * random.uniform()) / 100),
      visits: rows.map(() => random.integer(12)),
      ...more(rows.length),
    };
    return columnsOf({
      ...(category === 'kept' && { level: rows.map(({ level }) => nameOf(level)) }),
      ...own,
      enc: rounded({ enc }, decimals).enc,
      y: rows.map(({ y }) => y),
    });
  };
  const isClass = sides.every((rows) => rows.every(({ y }) => y === 0 || y === 1));
  const [train, test] = sides.map((rows, i) => table(rows, codes[i]));
  return { train, test, target: 'y', task: isClass ? 'binary' : 'regression' };
}

const encoded = (setting, random, sides, seen) =>
  tables(setting, random, sides, codesOf(setting.encoder === 'leave-one-out' ? 'out of fold' : setting.encoder, sides, seen));

const HONEST = {
  'learned from train': (setting, random) => {
    const sides = parts(drawRows(setting, random), setting);
    return encoded(setting, random, sides, sides[0]);
  },
  'learned from train before rows were dropped': (setting, random) => {
    const [before, test] = parts(drawRows(setting, random), setting);
    const train = before.filter(() => random.uniform() < 0.9);
    const code = learn(ENCODERS[setting.encoder] ?? ENCODERS.mean, before);
    return tables(setting, random, [train, test], [train.map(code), test.map(code)]);
  },
  'learned from train, which has the levels and targets of all in equal shares': (setting, random) => {
    const rows = drawRows(setting, random).sort((a, b) => a.level - b.level || a.y - b.y);
    const every = Math.round(1 / setting.held);
    const sides = [rows.filter((_, i) => i % every), rows.filter((_, i) => i % every === 0)];
    return encoded(setting, random, sides, sides[0]);
  },
  'the rates of another population': (setting, random) => {
    const all = drawRows({ ...setting, rows: 3 * setting.rows }, random);
    const code = learn(ENCODERS[setting.encoder] ?? ENCODERS.mean, all.slice(setting.rows));
    const sides = parts(all.slice(0, setting.rows), setting);
    return tables(
      setting,
      random,
      sides,
      sides.map((rows) => rows.map(code)),
    );
  },
  'the mean of earlier rows': (setting, random) => {
    const rows = drawRows(setting, random);
    const seen = new Map();
    const codes = rows.map(({ level, y }) => {
      const before = seen.get(level) ?? { n: 0, sum: 0 };
      seen.set(level, { n: before.n + 1, sum: before.sum + y });
      return before.n ? before.sum / before.n : mean(rows.slice(0, 20).map((row) => row.y));
    });
    return tables(setting, random, parts(rows, setting), parts(codes, setting));
  },
  'a target that the level decides nearly': (setting, random) => {
    const exceptions = (20 * random.uniform() ** 2) / setting.rows;
    const rows = drawRows(setting, random, 3);
    const own = new Map(rows.map(({ level, y }) => [level, y]));
    const decided = rows.map(({ level, y }) => ({ level, y: random.uniform() < exceptions ? y : own.get(level) }));
    const sides = parts(decided, setting);
    const scale = random.integer(2) ? 1 : 0.5;
    return tables(
      setting,
      random,
      sides,
      sides.map((side) => side.map(({ level }) => scale * own.get(level))),
    );
  },
  'facts of each level': (setting, random) => {
    const facts = [
      () => random.uniform(),
      () => random.integer(1000),
      () => Math.round(Math.exp(5 + random.normal())),
      () => random.integer(101) / 100,
      () => random.integer(20) / (20 + random.integer(20)),
    ];
    const fact = facts[random.integer(facts.length)];
    const own = Array.from({ length: setting.levels }, fact);
    const sides = parts(drawRows(setting, random), setting);
    return tables(
      setting,
      random,
      sides,
      sides.map((rows) => rows.map(({ level }) => own[level])),
    );
  },
  'alike by nature': (setting, random) => {
    const sides = parts(drawRows(setting, random), setting);
    const codes = sides.map((rows) => rows.map(({ level }) => level + 1));
    return tables(setting, random, sides, codes, (rows) => alikeByNature(random, rows));
  },
};

const LEVELS = [5, 20, 60];
const ofAnyLevels = (make) => (setting, random) => make({ ...setting, levels: LEVELS[random.integer(LEVELS.length)] }, random);

export default {
  rule: 'preprocessing/encoder-fit-on-all',
  about:
    'One of four columns is the code of a category of 20 levels, learned from train and held-out rows together, by the mean of the target (with several ways of smoothing), weight of evidence, or rows; the category is kept beside it, or dropped. The target is of two classes in half of the tables and a quantity in the others. Out of fold and leave-one-out codes cannot be read without their category.',
  grid: {
    encoder: ENCODINGS,
    category: ['kept', 'dropped'],
    rows: [400, 2000],
    held: [0.1, 0.25],
    levels: [20],
    decimals: ['all', 4, 2],
  },
  table: { down: ['encoder', 'category', 'rows', 'held'], across: ['decimals'] },
  plant: (setting, random) => {
    const sides = parts(drawRows(setting, random), setting);
    return tables(setting, random, sides, codesOf(setting.encoder, sides, sides.flat()));
  },
  honest: Object.fromEntries(Object.entries(HONEST).map(([kind, make]) => [kind, ofAnyLevels(make)])),
};
