const MOST_PAIRS = 32;

const known = new WeakMap<Int32Array, WeakMap<Float64Array, Uint32Array>>();
const ofAllRows = new Float64Array();

/**
 * First and second rows of levels, one after the other; of the rows that have a value in `present`, where that is given. What does not
 * hold for such a pair need not be looked at on all rows: of many columns and categories, few pass.
 */
export function levelPairs(levels: Int32Array, count: number, present: Float64Array = ofAllRows): Uint32Array {
  const found = known.get(levels)?.get(present);
  if (found) return found;
  const made = pairs(levels, count, present);
  const ofLevels = known.get(levels) ?? new WeakMap<Float64Array, Uint32Array>();
  known.set(levels, ofLevels.set(present, made));
  return made;
}

function pairs(levels: Int32Array, count: number, present: Float64Array): Uint32Array {
  const first = new Int32Array(count).fill(-1);
  const found: number[] = [];
  for (let row = 0; row < levels.length && found.length < 2 * MOST_PAIRS; row++) {
    const level = levels[row]!;
    if (level < 0 || (present !== ofAllRows && Number.isNaN(present[row]!))) continue;
    const before = first[level]!;
    if (before === -1) first[level] = row;
    else if (before >= 0) {
      found.push(before, row);
      first[level] = -2;
    }
  }
  return Uint32Array.from(found);
}
