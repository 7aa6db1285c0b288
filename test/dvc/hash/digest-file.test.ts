import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestFile, digestFileSync } from '../../../src/dvc/hash/digest-file.ts';
import { tempTree } from '../temp-tree.ts';

async function digest(content: Uint8Array | string) {
  const path = join(tempTree({ f: content }), 'f');
  const streamed = await digestFile(path, { legacy: true });
  expect(digestFileSync(path, { legacy: true })).toEqual(streamed);
  return streamed;
}

describe('digestFile', () => {
  it('hashes an empty file', async () => {
    expect(await digest('')).toEqual({
      size: 0,
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
      legacy: ['d41d8cd98f00b204e9800998ecf8427e'],
    });
  });

  it('gives the raw and the legacy hash of a CRLF text', async () => {
    expect(await digest('id,label\r\n1,0\r\n2,1\r\n')).toEqual({
      size: 20,
      md5: 'b674c56aa891dca4732326b8f88c9f2a',
      legacy: ['1a6e9d634c81878f11bd54d5a7eb3e7a'],
    });
  });

  it('gives both legacy hashes where text turns binary in a later block', async () => {
    const content = Buffer.concat([Buffer.from('a,b\r\n'.repeat(209715)), Buffer.from('0080ff0d0a'.repeat(30000), 'hex')]);
    expect(await digest(content)).toEqual({
      size: 1198575,
      md5: 'bd24aa7c85e85029870156d53ffd052e',
      legacy: ['d866ca422ace74347346bc05c2c0a800', '2a7f018962cec6dcec4c5948601cbbc0'],
    });
  });

  it('gives both legacy hashes where binary turns text in a later block', async () => {
    const binary = Buffer.alloc(1 << 20, 0);
    const content = Buffer.concat([binary, Buffer.from('a\r\n')]);
    const perBlock = createHash('md5').update(binary).update('a\n').digest('hex');
    const { md5, legacy } = await digest(content);
    expect(legacy).toEqual([perBlock, md5]);
  });

  it('keeps a CRLF that straddles a block boundary', async () => {
    const { md5, legacy } = await digest(`${'x'.repeat(1048575)}\r\ny\r\n`);
    expect(md5).toBe('7e9dd6c74edc74a5b3fc64ef718baddb');
    expect(legacy).toEqual(['e1825541a28894307881fc219afcc49f']);
  });

  it('takes text with more than 30 % foreign bytes for binary', async () => {
    const { md5, legacy } = await digest(`${'é'.repeat(10)}${'a'.repeat(10)}\r\n`);
    expect(legacy).toEqual([md5]);
  });
});
