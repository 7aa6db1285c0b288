import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { pretty } from '../../../src/report/formats/pretty.ts';
import { textWidth } from '../../../src/report/wrap.ts';
import { forbidden, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, verdict } from '../sample.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colours = /\x1b\[\d+m/g;

describe('golden files', () => {
  test.each([
    ['pretty.txt', plain],
    ['pretty.ansi', { ...plain, color: true }],
    ['pretty-verbose.txt', { ...plain, verbose: true, showSuppressed: true }],
    ['pretty-narrow.txt', { ...plain, width: 60 }],
  ])('%s', async (file, context) => {
    await expect(pretty.render(sample(), context)).toMatchFileSnapshot(`../golden/${file}`);
  });

  test('pretty-clean.txt', async () => {
    const outcomes = [outcome('a/one'), outcome('a/two', { status: 'skipped', reason: 'needs time' })];
    const report = buildReport(verdict({ rules: [rule('a/one'), rule('a/two')], outcomes }), facts());
    await expect(pretty.render(report, plain)).toMatchFileSnapshot('../golden/pretty-clean.txt');
  });

  test('pretty-error.txt', async () => {
    const reason = 'Error: out of memory\n    at check (rules/a/one.ts:12:3)\n    at run (src/check/run.ts:80:9)';
    const outcomes = [outcome('a/one', { status: 'crashed', reason }), outcome('a/two')];
    const errors = ['the time limit of 10 min was reached'];
    const report = buildReport(verdict({ status: 'error', rules: [rule('a/one'), rule('a/two')], outcomes, errors }), facts());
    await expect(pretty.render(report, plain)).toMatchFileSnapshot('../golden/pretty-error.txt');
  });
});

test('colour changes nothing but colour', () => {
  expect(pretty.render(sample(), { ...plain, color: true }).replace(colours, '')).toBe(pretty.render(sample(), plain));
});

test.each([60, 80, 120, 300])('lines fit %d columns', (width) => {
  const limit = Math.min(width, 120);
  const long = pretty
    .render(sample(), { ...plain, width, verbose: true })
    .split('\n')
    .filter((line) => textWidth(line) > limit);
  expect(long.filter((line) => !/rows ×|^watertight|WHERE/.test(line))).toEqual([]);
});

test('of many reasons for skipping those of most rules are named, all of them when verbose', () => {
  const outcomes = [...'aaabbbccddefg'].map((reason, i) => outcome(`a/${i}`, { status: 'skipped', reason: `needs ${reason}` }));
  const report = buildReport(verdict({ rules: [], outcomes }), facts());
  const folded = pretty.render(report, { ...plain, width: 200 });
  expect(folded).toContain('13: needs a (3 rules) · needs b (3 rules) · needs c (2 rules) · needs d (2 rules) · 3 other reasons');
  expect(folded).not.toContain('needs e');
  expect(pretty.render(report, { ...plain, verbose: true })).toContain('needs g: a/12');
});

test('suppressed findings show on demand, with their reason', () => {
  expect(pretty.render(sample(), plain)).not.toContain('contract end date is known');
  expect(pretty.render(sample(), { ...plain, showSuppressed: true })).toContain('contract end date is known (until 2027-03-01)');
});

test('many findings of one rule fold, and -v shows all', () => {
  const findings = Array.from({ length: 80 }, (_, i) =>
    finding('a/one', { columns: [`c${i}`], data: { what: `c${i} is wrong` }, evidence: { i } }),
  );
  const report = buildReport(verdict({ status: 'fail', rules: [rule('a/one')], findings }), facts());
  const shown = pretty.render(report, plain);
  expect(shown.match(/is wrong/g)).toHaveLength(50);
  expect(shown).toContain('and 30 more: -v shows all');
  expect(shown.match(/proof/g)).toHaveLength(3);
  expect(pretty.render(report, { ...plain, verbose: true }).match(/is wrong/g)).toHaveLength(80);
});

describe('hostile names', () => {
  test.each([40, 100])('are shown, not obeyed, at width %d', (width) => {
    for (const color of [false, true]) {
      const text = pretty.render(hostileReport(), { color, width, verbose: true, showSuppressed: true });
      expect(text.replace(colours, '')).not.toMatch(forbidden);
      expect(text).not.toMatch(/^\s*::/m);
      expect(text).not.toMatch(/##\w*\[/);
      expect(text).toContain('\\x1b[31mred');
    }
  });
});
