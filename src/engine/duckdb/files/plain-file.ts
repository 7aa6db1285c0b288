import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../../errors.ts';
import { type Compression, contentOf } from './compression.ts';
import { fileError } from './file-error.ts';

/** Files written for DuckDB because it cannot read the user's as they are. */
export class PlainFiles {
  readonly #directory: string;
  /** Written path → the label of the file it was made from. */
  readonly #labels = new Map<string, string>();
  static #count = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  labelOf(path: string): string | undefined {
    return this.#labels.get(path);
  }

  /** Unpacks a file as it is. */
  unpack(path: string, compression: Compression, label: string): Promise<string> {
    return this.#write(contentOf(path, compression, label), label);
  }

  /** Unpacks a text and writes it as UTF-8 without byte order mark; with `newlines`, each line ends with \n. */
  transcode(path: string, compression: Compression, label: string, encoding: string, newlines: boolean): Promise<string> {
    return this.#write(asUtf8(contentOf(path, compression, label), label, encoding, newlines), label);
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#labels.keys()].map((path) => rm(path, { force: true })));
    this.#labels.clear();
  }

  async #write(content: AsyncIterable<Uint8Array | string>, label: string): Promise<string> {
    const path = join(this.#directory, `plain-${PlainFiles.#count++}`);
    this.#labels.set(path, label);
    try {
      await pipeline(content, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      throw fileError(error, label);
    }
    return path;
  }
}

async function* asUtf8(
  content: AsyncIterable<Uint8Array>,
  label: string,
  encoding: string,
  newlines: boolean,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  const decode = (bytes?: Uint8Array): string => {
    try {
      return held + (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
    } catch (cause) {
      throw new UserError(`${label} is not valid ${encoding} text`, {
        hint: 'declare its encoding, for example options: { encoding: windows-1252 }, or write it again as UTF-8',
        cause,
      });
    }
  };
  for await (const bytes of content) {
    const text = decode(bytes);
    // A \r at the end may be half of \r\n.
    held = newlines && text.endsWith('\r') ? '\r' : '';
    const whole = held ? text.slice(0, -1) : text;
    yield newlines ? unixLines(whole) : whole;
  }
  const rest = decode();
  yield newlines ? unixLines(rest) : rest;
}

const unixLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');
