import { expect, it } from 'vitest';
import { parseMemorySize } from '../../src/config/memory-size.ts';

it.each([
  ['2GB', '2GB'],
  ['512 mb', '512MB'],
  ['1.5GiB', '1.5GiB'],
  ['2g', '2GB'],
  ['100B', '100B'],
])('takes %s for %s', (text, size) => {
  expect(parseMemorySize(text)).toBe(size);
});

it.each(['2', '80%', '0GB', 'GB', '-1GB', '2GB; DROP', '2 bananas', '', '1e3MB'])('refuses %j', (text) => {
  expect(parseMemorySize(text)).toBeUndefined();
});
