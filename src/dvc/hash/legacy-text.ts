const SAMPLE = 512;
const CR = 13;
const LF = 10;
const TEXT = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte++) TEXT[byte] = 1;
for (const byte of Buffer.from('\n\r\t\f\b')) TEXT[byte] = 1;

/** DVC 2's guess: text if the first 512 bytes hold no NUL and at most 30 % outside printable ASCII; an empty block is text. */
export function isTextBlock(block: Uint8Array): boolean {
  const length = Math.min(block.length, SAMPLE);
  let foreign = 0;
  for (let i = 0; i < length; i++) {
    const byte = block[i] as number;
    if (byte === 0) return false;
    if (TEXT[byte] === 0) foreign++;
  }
  return length === 0 || foreign / length <= 0.3;
}

/** The block with CRLF as LF; the block itself when it holds none. */
export function withUnixLineEnds(block: Buffer): Buffer {
  let from = block.indexOf('\r\n');
  if (from < 0) return block;
  const out = Buffer.allocUnsafe(block.length);
  let length = block.copy(out, 0, 0, from);
  for (; from < block.length; from++) {
    const byte = block[from] as number;
    if (byte !== CR || block[from + 1] !== LF) out[length++] = byte;
  }
  return out.subarray(0, length);
}
