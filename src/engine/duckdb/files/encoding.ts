import { UserError } from '../../../errors.ts';

export interface Encoding {
  /** A label that TextDecoder knows. */
  readonly label: string;
  readonly byteOrderMark: boolean;
  /** Whether a non-ASCII character was seen, so that the label is more than a guess. */
  readonly proved: boolean;
}

/** The encoding of a text that begins with these bytes: by byte order mark, by the zeros of UTF-16, by being (mostly) UTF-8; else Windows-1252. */
export function detectEncoding(head: Uint8Array): Encoding {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', byteOrderMark: true, proved: true };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', byteOrderMark: true, proved: true };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', byteOrderMark: true, proved: true };
  const zeros = zerosOf(head.subarray(0, 1 << 12));
  if (zeros.odd > 0.4 && zeros.even < 0.1) return { label: 'utf-16le', byteOrderMark: false, proved: true };
  if (zeros.even > 0.4 && zeros.odd < 0.1) return { label: 'utf-16be', byteOrderMark: false, proved: true };
  const proved = head.some((byte) => byte > 0x7f);
  return { label: isLikelyUtf8(head) ? 'utf-8' : 'windows-1252', byteOrderMark: false, proved };
}

/**
 * The label under which TextDecoder knows an encoding that a user named.
 * @throws UserError for one it doesn't know.
 */
export function encodingLabel(name: string): string {
  const spelled = name.trim().toLowerCase().replaceAll('_', '-');
  for (const label of [spelled, spelled.replace(/^(latin|cp)-/, '$1'), spelled.replace(/^windows(?=\d)/, 'windows-')]) {
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // The next spelling may be known.
    }
  }
  throw new UserError(`the encoding "${name}" is not known`, {
    hint: 'use for example utf-8, utf-16, latin-1, windows-1252 or shift_jis',
  });
}

/** The shares of zeros at even and at odd places. */
function zerosOf(bytes: Uint8Array): { even: number; odd: number } {
  const half = bytes.length / 2;
  const count = (parity: number): number => bytes.filter((byte, i) => byte === 0 && i % 2 === parity).length / half;
  return { even: count(0), odd: count(1) };
}

/** Also with single broken bytes: text in other encodings hardly ever has what UTF-8 takes for a character. */
function isLikelyUtf8(bytes: Uint8Array): boolean {
  try {
    // stream: a character that is cut at the end doesn't count.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes, { stream: true });
    const broken = text.match(/\ufffd/g)?.length ?? 0;
    const characters = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
    return characters > broken;
  }
}
