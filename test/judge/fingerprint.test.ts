import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprint, fingerprints, type Identity } from '../../src/judge/fingerprint.ts';

const identity: Identity = {
  rule: 'overlap/shared-ids',
  subject: { dataset: 'test', role: 'test', against: { dataset: 'train', role: 'train' } },
  columns: ['b', 'a'],
  messageId: 'shared',
};
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

describe('fingerprint', () => {
  test('is the hash of what the finding is about, as documented', () => {
    expect(fingerprint(identity)).toBe(hash('1\0overlap/shared-ids\0test\0test\0train\0train\0a\x1fb\0shared'));
    expect(fingerprint({ ...identity, discriminator: 'exact', columns: [] })).toBe(
      hash('1\0overlap/shared-ids\0test\0test\0train\0train\0\0exact'),
    );
    expect(fingerprint({ ...identity, subject: { dataset: 'train', role: 'train' } })).toBe(
      hash('1\0overlap/shared-ids\0train\0train\0a\x1fb\0shared'),
    );
  });

  test('does not change between releases: baselines hold it', () => {
    expect(fingerprint(identity)).toBe('917d16c0fb7760fe1cc784a8475859cf');
  });

  test('does not depend on the order of columns, and changes with every part of the identity', () => {
    expect(fingerprint({ ...identity, columns: ['a', 'b'] })).toBe(fingerprint(identity));
    const others: Identity[] = [
      { ...identity, rule: 'overlap/shared-entities' },
      { ...identity, subject: { ...identity.subject, dataset: 'validation' } },
      { ...identity, subject: { ...identity.subject, role: 'validation' } },
      { ...identity, subject: { dataset: 'test', role: 'test' } },
      { ...identity, subject: { ...identity.subject, against: { dataset: 'all', role: 'train' } } },
      { ...identity, columns: ['a'] },
      { ...identity, columns: ['a', 'b', 'c'] },
      { ...identity, messageId: 'normalised' },
      { ...identity, discriminator: 'x' },
    ];
    expect(new Set([identity, ...others].map(fingerprint)).size).toBe(others.length + 1);
  });

  test('numbers equal identities only', () => {
    const base = fingerprint(identity);
    expect(fingerprints([identity, { ...identity, columns: ['c'] }, identity, identity])).toEqual([
      base,
      expect.stringMatching(/^[0-9a-f]{32}$/),
      `${base}:2`,
      `${base}:3`,
    ]);
  });
});
