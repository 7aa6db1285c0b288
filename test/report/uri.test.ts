import { expect, test } from 'vitest';
import { uriOf } from '../../src/report/uri.ts';

test.each([
  ['data/train.csv', 'data/train.csv'],
  ['./data/a b.csv', 'data/a%20b.csv'],
  ['data\\träin.csv', 'data/tr%C3%A4in.csv'],
  ['a#b?c%d:e[1].csv', 'a%23b%3Fc%25d%3Ae%5B1%5D.csv'],
  ['../data/*.parquet', '../data/*.parquet'],
  ['/srv/data/x.csv', 'file:///srv/data/x.csv'],
  ['C:\\data\\x y.csv', 'file:///C:/data/x%20y.csv'],
  ['s3://bucket/a b/*.parquet', 's3://bucket/a%20b/*.parquet'],
  ['https://h/x%20y?z=1#f', 'https://h/x%20y?z=1#f'],
])('%s → %s', (path, uri) => expect(uriOf(path)).toBe(uri));
