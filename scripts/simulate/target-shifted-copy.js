import { alikeByNature, columnsOf, mean } from './tables.js';

/** Series of a target of its own kind; `at` tells the row of the time line. */
const TARGETS = {
  returns: (random, rows) => Array.from({ length: rows }, () => random.normal()),
  level: (random, rows) => autoregressive(random, rows, 0.9),
  classes: (random, rows) => autoregressive(random, rows, 0.5).map((value) => Number(value > 0.4)),
};

function autoregressive(random, rows, share) {
  let last = random.normal();
  return Array.from({ length: rows }, () => {
    last = share * last + Math.sqrt(1 - share ** 2) * random.normal();
    return last;
  });
}

/** What happens to a later target before it stands in a row. */
const COPIES = {
  exact: (value) => value,
  'rounded, or renamed': (value, isClass) => (isClass ? 7 - 3 * value : Math.round(10 * value) / 10),
  'with noise': (value, isClass, random) => {
    if (isClass) return random.uniform() < 0.1 ? 1 - value : value;
    return value + 0.15 * random.normal();
  },
};

/** A table of one or twenty series of one target; `make` gives the columns of a series beside it, by the series' target. */
function table({ target, series, rows }, random, make, seriesOf = TARGETS[target]) {
  const count = series === 'one' ? 1 : 20;
  const length = Math.round(rows / count);
  const parts = Array.from({ length: count }, (_, entity) => {
    const y = seriesOf(random, length);
    return {
      entity: y.map(() => `e${entity}`),
      day: y.map((_, day) => 20_000 + day),
      noise: y.map(() => random.normal()),
      ...make(y),
      y,
    };
  });
  const names = Object.keys(parts[0]);
  const columns = Object.fromEntries(names.map((name) => [name, parts.flatMap((part) => part[name])]));
  const isClass = columns.y.every((value) => value === 0 || value === 1);
  return {
    train: columnsOf(columns),
    target: 'y',
    task: isClass ? 'binary' : 'regression',
    time: 'day',
    ...(count > 1 && { entity: ['entity'] }),
  };
}

const moved = (y, by) => y.map((_, row) => y[row + by] ?? Number.NaN);

/** The last values of a row, itself included. */
const past = (y, length, of) => y.map((_, row) => (row < length - 1 ? Number.NaN : of(y.slice(row - length + 1, row + 1))));

export default {
  rule: 'target/shifted-copy',
  about:
    'A column of one or twenty series is the target one or five rows later: as it is, rounded to one decimal (classes under other names), or with noise (0.15 of a deviation; a tenth of the classes). Levels go with their neighbours by 0.9, so that a noisy copy of the next one is hardly told from one of this.',
  grid: {
    target: Object.keys(TARGETS),
    copy: Object.keys(COPIES),
    series: ['one', 'twenty'],
    shift: [1, 5],
    rows: [200, 1000],
  },
  table: { down: ['target', 'copy', 'series'], across: ['rows', 'shift'] },
  plant: (setting, random) => {
    const isClass = setting.target === 'classes';
    return table(setting, random, (y) => ({
      f: moved(y, setting.shift).map((value) => COPIES[setting.copy](value, isClass, random)),
    }));
  },
  honest: {
    'earlier targets': (setting, random) =>
      table(setting, random, (y) => ({
        yesterday: moved(y, -1),
        before: moved(y, -setting.shift).map((value) => COPIES[setting.copy](value, setting.target === 'classes', random)),
        lastWeek: moved(y, -7),
      })),
    'means, sums and changes of the past': (setting, random) =>
      table(setting, random, (y) => {
        let sum = 0;
        const sums = y.map((value) => {
          sum += value;
          return sum;
        });
        return {
          mean3: past(moved(y, -1), 3, mean),
          mean7: past(y, 7, mean),
          most: past(moved(y, -1), 5, (values) => Math.max(...values)),
          change: past(y, 2, ([a, b]) => b - a),
          total: moved(sums, -1),
          growth: past(y, 2, ([a, b]) => b / a),
        };
      }),
    'a cause that acts later': (setting, random) => {
      const share = 0.3 + 0.6 * random.uniform();
      const own = TARGETS[setting.target === 'classes' ? 'level' : setting.target];
      const causes = [];
      const effectOf = (random, rows) => {
        const cause = own(random, rows);
        causes.push(cause);
        const effect = cause.map(
          (_, row) => share * (cause[row - setting.shift] ?? 0) + Math.sqrt(1 - share ** 2) * random.normal(),
        );
        return setting.target === 'classes' ? effect.map((value) => Number(value > 0.4)) : effect;
      };
      return table(setting, random, () => ({ cause: causes.at(-1) }), effectOf);
    },
    'an alarm before the event': (setting, random) => {
      const alarms = [];
      const eventsOf = (random, rows) => {
        const alarm = Array.from({ length: rows }, () => Number(random.uniform() < 0.15));
        alarms.push(alarm);
        return alarm.map((_, row) => Number(random.uniform() < (alarm[row - setting.shift] ? 0.65 : 0.04)));
      };
      return table(setting, random, () => ({ alarm: alarms.at(-1) }), eventsOf);
    },
    'a pattern of the day, planned ahead': (setting, random) => {
      const hours = Array.from({ length: 24 }, () => random.normal());
      const noise = 0.1 + 0.2 * random.uniform();
      const isClass = setting.target === 'classes';
      return table(
        { ...setting, series: 'one', rows: 2 * setting.rows },
        random,
        (y) => ({ planned: y.map((_, row) => hours[(row + setting.shift) % 24]), hour: y.map((_, row) => row % 24) }),
        (random, rows) =>
          Array.from({ length: rows }, (_, row) => {
            const value = hours[row % 24] + noise * random.normal();
            return isClass ? Number(value > 0.4) : value;
          }),
      );
    },
    'a companion on a long walk': (setting, random) =>
      table(
        setting,
        random,
        (y) => {
          const other = autoregressive(random, y.length, 0.97);
          return {
            near: y.map((value) => value + 0.1 * random.normal()),
            slow: y.map((value, row) => value + other[row]),
            before: moved(y, -1).map((value) => value + 0.05 * random.normal()),
            rank: y.map((value) => Math.round(10 * value)),
          };
        },
        (random, rows) => {
          let last = 10 * random.normal();
          return Array.from({ length: rows }, () => {
            last += random.normal();
            return last;
          });
        },
      ),
    'each series at a level and a pace of its own': (setting, random) =>
      table(
        { ...setting, series: 'twenty' },
        random,
        (y) => ({
          doubled: y.map((value) => 2 * value + random.normal()),
          pace: y.map((value, row) => value - (y[row - 1] ?? value)),
          row: y.map((_, row) => row),
        }),
        (random, rows) => {
          const [start, pace] = [100 * random.normal(), random.normal()];
          return Array.from({ length: rows }, (_, row) => start + pace * row + 0.2 * random.normal());
        },
      ),
    'alike by nature': (setting, random) => table(setting, random, (y) => alikeByNature(random, y.length)),
  },
};
