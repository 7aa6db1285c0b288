const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a5;

/**
 * Unpacks LZ4 frames (lz4_Frame_format 1.6.4), as Arrow's buffers hold them; checksums are not verified.
 * @throws RangeError for data that end early, Error for others that aren't such frames.
 */
export function decodeLz4(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Output();
  let at = 0;
  while (at < input.length) {
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === SKIPPABLE) at += 8 + view.getUint32(at + 4, true);
    else if (magic === MAGIC) at = decodeFrame(view, input, at + 4, output);
    else throw new Error('not an LZ4 frame');
  }
  return output.bytes();
}

function decodeFrame(view: DataView, input: Uint8Array, start: number, output: Output): number {
  const flags = view.getUint8(start);
  const hasBlockChecksum = (flags >> 4) & 1;
  const hasContentSize = (flags >> 3) & 1;
  const hasContentChecksum = (flags >> 2) & 1;
  // Flags, block descriptor, content size, dictionary id, header checksum.
  let at = start + 2 + hasContentSize * 8 + (flags & 1) * 4 + 1;
  for (;;) {
    const header = view.getUint32(at, true);
    at += 4;
    if (header === 0) return at + hasContentChecksum * 4;
    const size = header & 0x7fffffff;
    if (at + size > input.length) throw new RangeError('LZ4 block beyond the end');
    const block = input.subarray(at, at + size);
    if (header >>> 31) output.append(block);
    else decodeBlock(block, output);
    at += size + hasBlockChecksum * 4;
  }
}

function decodeBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const lengthOf = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) {
      for (let more = 255; more === 255; ) {
        more = block[at++] ?? 0;
        length += more;
      }
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = lengthOf(token >> 4);
    if (at + literals > block.length) throw new RangeError('LZ4 literals beyond the end');
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const offset = block[at]! | (block[at + 1]! << 8);
    at += 2;
    output.repeat(offset, lengthOf(token & 15) + 4);
  }
}

class Output {
  #buffer = new Uint8Array(1 << 16);
  #length = 0;

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats what was written `offset` bytes ago; the parts may overlap. */
  repeat(offset: number, length: number): void {
    if (offset === 0 || offset > this.#length) throw new RangeError('LZ4 match before the start');
    this.#reserve(length);
    for (let end = this.#length + length; this.#length < end; this.#length++) {
      this.#buffer[this.#length] = this.#buffer[this.#length - offset]!;
    }
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}
