import { createHash, type Hash } from 'node:crypto';
import { isTextBlock, withUnixLineEnds } from './legacy-text.ts';

/** Content is hashed in blocks of this many bytes: legacy hashes decide block by block. */
export const BLOCK = 1 << 20;

export interface ContentDigest {
  readonly size: number;
  readonly md5: string;
  /**
   * The md5-dos2unix values that DVC versions give for this content: text decided per block (3.x) and once per file (2.x).
   * Empty when not asked for.
   */
  readonly legacy: readonly string[];
}

/** Takes content in blocks of `BLOCK` bytes (the last may be shorter). Variants share one hash for as long as their input is the same. */
export class ContentHasher {
  /** Raw, and with `legacy` also text decided per block and per file. */
  #lanes: Hash[];
  #fileIsText: boolean | undefined;
  #size = 0;

  constructor(legacy: boolean) {
    const hash = md5();
    this.#lanes = legacy ? [hash, hash, hash] : [hash];
  }

  update(block: Buffer): void {
    this.#size += block.length;
    if (this.#lanes.length === 1) this.#lanes[0]?.update(block);
    else this.#updateVariants(block);
  }

  digest(): ContentDigest {
    const digests = new Map<Hash, string>();
    for (const hash of this.#lanes) if (!digests.has(hash)) digests.set(hash, hash.digest('hex'));
    const [raw = '', ...legacy] = this.#lanes.map((hash) => digests.get(hash) as string);
    return { size: this.#size, md5: raw, legacy: [...new Set(legacy)] };
  }

  #updateVariants(block: Buffer): void {
    const isText = isTextBlock(block);
    this.#fileIsText ??= isText;
    const unix = isText || this.#fileIsText ? withUnixLineEnds(block) : block;
    const inputs = [block, isText ? unix : block, this.#fileIsText ? unix : block];
    const updates = new Map<Hash, Map<Buffer, Hash>>();
    this.#lanes = this.#lanes.map((hash, lane) => {
      const input = inputs[lane] as Buffer;
      const byInput = updates.get(hash) ?? new Map<Buffer, Hash>();
      updates.set(hash, byInput);
      const own = byInput.get(input) ?? (byInput.size === 0 ? hash : hash.copy());
      byInput.set(input, own);
      return own;
    });
    for (const byInput of updates.values()) for (const [input, hash] of byInput) hash.update(input);
  }
}

/** md5 as DVC uses it: to name content, not to protect it. */
export function md5(): Hash {
  return createHash('md5');
}
