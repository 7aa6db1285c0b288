import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/config/duration.ts';

const second = 1_000_000;

describe('parseDuration', () => {
  it.each([
    ['30d', 30 * 86_400],
    ['12h', 12 * 3600],
    ['15m', 15 * 60],
    ['2w', 14 * 86_400],
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['90s', 90],
    ['500ms', 0.5],
    ['1us', 0.000001],
    ['1m5ms', 60.005],
    ['0s', 0],
    ['P30D', 30 * 86_400],
    ['P2W', 14 * 86_400],
    ['PT1H30M', 5400],
    ['P1DT0.5S', 86_400.5],
    ['PT15M', 900],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(Math.round(seconds * second));
  });

  it.each(['', '30', 'd', '30 d', '-1d', '30x', 'P', 'PT', 'P1', '1h1d', '1d1d', '1e3d', '30D', 'pt1h', ' 1d'])(
    'refuses %j',
    (text) => {
      expect(() => parseDuration(text)).toThrow(/^must be a length of time, not `/);
    },
  );

  it.each([
    ['P1M', 'months and years'],
    ['P1Y', 'months and years'],
    ['3 months', 'months and years'],
    ['1y', 'months and years'],
    ['600', '`600s`'],
    ['soon', '`30d`'],
  ])('says what to write instead of %s', (text, hint) => {
    expect(() => parseDuration(text)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
  });

  it('refuses spans beyond exact microseconds', () => {
    expect(parseDuration('104000d')).toBe(104_000 * 86_400 * second);
    expect(() => parseDuration('105000d')).toThrow(/285 years/);
    expect(() => parseDuration(`${'9'.repeat(400)}d`)).toThrow(/285 years/);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [600 * second, '10m'],
    [5400 * second, '1h30m'],
    [14 * 86_400 * second, '2w'],
    [30 * 86_400 * second, '30d'],
    [1500, '1ms500us'],
  ])('writes %d microseconds as %s', (micros, text) => {
    expect(formatDuration(micros)).toBe(text);
  });

  it('is read back as the same length', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger().filter((n) => n >= 0),
        (micros) => parseDuration(formatDuration(micros)) === micros,
      ),
    );
  });
});
