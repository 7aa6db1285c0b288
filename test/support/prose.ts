import { Random } from '../../src/stats/random.ts';

const VOWELS = 'aeiou';
const CONSONANTS = 'bdfgklmnprstvz';

/** Texts of made-up words from a vocabulary of 2,000, common ones more often. */
export function prose(seed: number, texts: number, words: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: texts }, () => sentence(random, words));
}

export function sentence(random: Random, words: number): string {
  return Array.from({ length: words }, () => word(Math.floor(2000 * random.uniform() ** 2))).join(' ');
}

function word(rank: number): string {
  let [rest, text] = [rank + 70, ''];
  while (rest > 0) {
    text += CONSONANTS[rest % 14]! + VOWELS[Math.floor(rest / 14) % 5]!;
    rest = Math.floor(rest / 70);
  }
  return text;
}
