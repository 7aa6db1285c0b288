import { expect, it } from 'vitest';
import { maskSecrets } from '../../src/text/mask-secrets.ts';

it.each([
  ['s3://key:secret@bucket/x', 's3://***@bucket/x'],
  ['postgres://user:p@ss@host/db', 'postgres://***@host/db'],
  ['sc://host:15002/;token=abc;user_id=me', 'sc://host:15002/;token=***;user_id=me'],
  [
    'https://h/x.csv?X-Amz-Credential=AK%2F1&X-Amz-Signature=0f&part=2',
    'https://h/x.csv?X-Amz-Credential=***&X-Amz-Signature=***&part=2',
  ],
  ['https://a.blob/x?sv=1&sig=abc%3D#top', 'https://a.blob/x?sv=1&sig=***#top'],
  ['https://h/x?api_key=1', 'https://h/x?api_key=***'],
  ['data/me@home/train.csv', 'data/me@home/train.csv'],
  ['s3://bucket/a@b.csv', 's3://bucket/a@b.csv'],
  ['data/key=1/*.parquet', 'data/key=1/*.parquet'],
])('%s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});
