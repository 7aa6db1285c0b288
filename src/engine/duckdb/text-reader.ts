import { bindings } from './bindings.ts';

/** Texts that are remembered: a power of 2. */
const REMEMBERED = 4096;
const INLINE = 12;

/**
 * Reads texts of a vector, 16 bytes each: the length, and the text itself where it has at most 12 bytes, else its first 4 and where it stands.
 * Texts that were read lately are not decoded again; the memory of all vectors must live as long as the reader.
 */
export class TextReader {
  static readonly BYTES = 16;
  readonly #decoder = new TextDecoder();
  readonly #words = new Int32Array(4 * REMEMBERED).fill(-1);
  readonly #texts = new Array<string>(REMEMBERED).fill('');
  #data: Uint8Array = new Uint8Array(0);
  #own: Int32Array = new Int32Array(0);

  open(data: Uint8Array): void {
    this.#data = data;
    this.#own = new Int32Array(data.buffer, data.byteOffset, data.byteLength / Int32Array.BYTES_PER_ELEMENT);
  }

  text(i: number): string {
    const [own, words] = [this.#own, this.#words];
    const [a, b, c, d] = [own[4 * i]!, own[4 * i + 1]!, own[4 * i + 2]!, own[4 * i + 3]!];
    let hash = Math.imul(a ^ Math.imul(b, 0x21f0aaad), 0x735a2d97);
    hash = Math.imul(hash ^ (hash >>> 15) ^ c, 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15) ^ d, 0x735a2d97);
    const slot = (hash ^ (hash >>> 15)) & (REMEMBERED - 1);
    const at = 4 * slot;
    if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d) return this.#texts[slot]!;
    const text = this.#decode(i, a);
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    this.#texts[slot] = text;
    return text;
  }

  #decode(i: number, length: number): string {
    const { buffer, byteOffset } = this.#data;
    const at = byteOffset + TextReader.BYTES * i;
    const bytes =
      length <= INLINE
        ? new Uint8Array(buffer, at + 4, length)
        : bindings.get_data_from_pointer(buffer as ArrayBuffer, at + 8, length);
    return this.#decoder.decode(bytes);
  }
}
