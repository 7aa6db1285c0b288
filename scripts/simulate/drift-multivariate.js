import { columnsOf } from './tables.js';

/** Two columns that go together by `sign`, and six others; `moved` is added to one of them, in deviations. */
function draw(random, rows, { sign = 1, moved = 0 }) {
  const column = (value) => Array.from({ length: rows }, value);
  const a = column(() => random.normal());
  return columnsOf({
    a,
    b: a.map((value) => 0.8 * sign * value + 0.6 * random.normal()),
    c: column(() => random.normal() + moved),
    d: column(() => Math.exp(random.normal())),
    e: column(() => random.integer(5)),
    f: column(() => (random.uniform() < 0.2 ? Number.NaN : random.uniform())),
    g: column(() => ['p', 'q', 'r'][random.integer(3)]),
    h: column(() => random.normal()),
  });
}

const CHANGES = { 'half a deviation': { moved: 0.5 }, 'one deviation': { moved: 1 }, 'a relation turned around': { sign: -1 } };
const sizes = ({ rows, held }) => [Math.round(rows * (1 - held)), Math.round(rows * held)];

export default {
  rule: 'drift/multivariate',
  about:
    'Of eight columns one was moved in the held-out rows, or two that go together go against one another there while each looks as before. A move of half a deviation gives the best possible classifier an AUC of 0.64, which is below the gate of 0.65.',
  grid: { change: Object.keys(CHANGES), rows: [400, 1000, 4000], held: [0.25, 0.5] },
  table: { down: ['change', 'rows'], across: ['held'] },
  plant: (setting, random) => {
    const [rows, held] = sizes(setting);
    return { train: draw(random, rows, {}), test: draw(random, held, CHANGES[setting.change]) };
  },
  honest: {
    'drawn alike': (setting, random) => {
      const [rows, held] = sizes(setting);
      return { train: draw(random, rows, {}), test: draw(random, held, {}) };
    },
    'a move too small to matter': (setting, random) => {
      const [rows, held] = sizes(setting);
      return { train: draw(random, rows, {}), test: draw(random, held, { moved: 0.15 }) };
    },
  },
};
