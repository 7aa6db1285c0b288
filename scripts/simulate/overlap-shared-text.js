const VOCABULARY = 3000;
const PHRASES = 400;
const SYLLABLES = ['ba', 'cor', 'di', 'fen', 'gu', 'hal', 'jo', 'ki', 'lem', 'mo', 'na', 'per', 'ro', 'sti', 'tu', 'vel'];

/** The word at a rank: as many syllables as its number has digits to the base of their number. */
const wordAt = (rank) => [...(rank + 17).toString(16)].map((digit) => SYLLABLES[Number.parseInt(digit, 16)]).join('');

/** A rank drawn by Zipf's law, about. */
const drawRank = (random, most) => Math.floor(most ** random.uniform()) - 1;

/** What people write: words, half of them in set phrases. */
function writer(random) {
  const phrases = Array.from({ length: PHRASES }, () => wordsOf(random, 2 + random.integer(5)));
  return (length) => {
    const text = [];
    while (text.length < length) {
      if (random.uniform() < 0.3) text.push(...phrases[drawRank(random, PHRASES)]);
      else text.push(wordAt(drawRank(random, VOCABULARY)));
    }
    return text.slice(0, length);
  };
}
const wordsOf = (random, count) => Array.from({ length: count }, () => wordAt(drawRank(random, VOCABULARY)));

const around = (random, length) => Math.max(4, Math.round(length * Math.exp(0.4 * random.normal())));
const pick = (random, items) => items[random.integer(items.length)];
const many = (count, make) => Array.from({ length: count }, make);

/** What becomes of a text that is copied. */
const CHANGES = {
  'as it is': (text) => text.join(' '),
  'in other case and with other marks': (text) => text.map((word) => word.toUpperCase()).join(', '),
  'cut to two thirds': (text) => text.slice(Math.floor(text.length / 6), Math.ceil((5 * text.length) / 6)).join(' '),
  'under another title': (text, write) => [...write(Math.ceil(text.length / 12)), ...text].join(' '),
  'a word changed': (text) => text.with(Math.floor(text.length / 2), 'elsewhere').join(' '),
};

/** Texts of both tables that have nothing to do with one another, by what they look like. */
const HONEST = {
  'written apart': (write, length) => () => write(length()),
  'behind one of three notices': (write, length, random) => {
    const notices = many(3, () => write(80));
    return () => [...pick(random, notices), ...write(length())];
  },
  'letters of four templates': (write, _, random) => {
    const templates = many(4, () => many(4, () => write(6 + random.integer(20))));
    return () => pick(random, templates).flatMap((part) => [...part, ...write(1 + random.integer(3))]);
  },
  'forms with short answers': (write, _, random) => {
    const labels = many(12, () => write(1 + random.integer(3)));
    return () => labels.flatMap((label) => [...label, ...(random.uniform() < 0.5 ? ['none'] : write(1 + random.integer(2)))]);
  },
  'signed by their authors': (write, length, random) => {
    const signatures = many(100, () => write(5 + random.integer(15)));
    return () => [...write(20 + length()), ...pick(random, signatures)];
  },
  'signed at more length than written': (write, length, random) => {
    const signatures = many(15, () => write(20 + random.integer(60)));
    return () => [...write(length()), ...pick(random, signatures)];
  },
  'letters of many templates, some rare': (write, _, random) => {
    const templates = many(40, () => many(4, () => write(6 + random.integer(20))));
    return () => templates[drawRank(random, 41)].flatMap((part) => [...part, ...write(1 + random.integer(3))]);
  },
  'reports of one event with the same quotation': (write, length, random) => {
    const quotations = many(20, () => write(10 + random.integer(15)));
    return () => {
      const own = write(40 + length());
      return own.toSpliced(random.integer(own.length), 0, ...pick(random, quotations));
    };
  },
  'set phrases alone': (write, _, random) => {
    const phrases = many(60, () => write(2 + random.integer(5)));
    return () => many(2 + random.integer(6), () => pick(random, phrases)).flat();
  },
  'descriptions of few things': (write, length, random) => {
    const things = many(40, () => write(length()));
    return () => pick(random, things);
  },
  'one thread in one table': undefined,
};

const columns = (texts, random) => ({ text: texts, n: { type: 'DOUBLE', values: texts.map(() => random.normal()) } });
const HELD = 0.25;

function written({ words, rows }, random, how) {
  const write = writer(random);
  const one = HONEST[how](write, () => around(random, words), random);
  const texts = many(rows, one);
  return [write, texts.slice(Math.round(HELD * rows)), texts.slice(0, Math.round(HELD * rows))];
}

const tables = (train, test, random) => ({ train: columns(train, random), test: columns(test, random) });
const joined = (texts) => texts.map((text) => text.join(' '));

export default {
  rule: 'overlap/shared-text',
  about:
    'Some held-out texts were replaced by copies of texts of train, changed a little. A quarter of the rows is held out. `words` is the median length of a text; half of the words come in set phrases. Texts of fewer than twelve words are not compared, so of texts of 15 not all copies can be seen, and a changed word leaves none of their runs of eight.',
  grid: { change: Object.keys(CHANGES), copies: [3, 10], words: [15, 40, 150], rows: [200, 1000] },
  table: { down: ['change', 'copies'], across: ['rows', 'words'] },
  plant: (setting, random) => {
    const [write, train, test] = written(setting, random, 'written apart');
    const copies = test.map((text, i) => (i < setting.copies ? CHANGES[setting.change](train[i], write) : text.join(' ')));
    return tables(joined(train), copies, random);
  },
  honest: Object.fromEntries(
    Object.keys(HONEST).map((how) => [
      how,
      (setting, random) => {
        if (how === 'one thread in one table') return threads(setting, random);
        const [, train, test] = written(setting, random, how);
        return tables(joined(train), joined(test), random);
      },
    ]),
  ),
};

/** Answers that quote what they answer to; a thread is never shared out. */
function threads({ words, rows }, random) {
  const write = writer(random);
  const side = (count) => {
    const texts = [];
    while (texts.length < count) {
      const first = write(around(random, words));
      texts.push(first, ...many(random.integer(4), () => [...first, ...write(2 + random.integer(5))]));
    }
    return joined(texts.slice(0, count));
  };
  const held = Math.round(HELD * rows);
  return tables(side(rows - held), side(held), random);
}
