import { ConfigError, type Problem } from '../config/config-error.ts';
import { dotted, type Path, valueAt } from '../config/path.ts';
import { readYaml, type YamlFile } from '../config/read-yaml.ts';
import { type Position, UserError } from '../errors.ts';
import type { Feature } from '../features/feature.ts';
import { quote } from '../text/quote.ts';
import { type Facts, foreignFeature } from './foreign-feature.ts';

type Scalar = string | number | boolean;

/** A value of a JSON or YAML file: gives what is asked of it, and refuses with its position what is of another type. */
export class Entry {
  readonly #file: YamlFile;
  readonly #path: Path;
  readonly value: unknown;

  constructor(file: YamlFile, path: Path = []) {
    this.#file = file;
    this.#path = path;
    this.value = valueAt(file.value, path);
  }

  /** JSON is read as YAML, which it is. @throws UserError for the first thing that is wrong with it */
  static async read(text: string, shown: string): Promise<Entry> {
    const file = await readYaml(text, shown, () => false).catch((error: unknown) => {
      throw error instanceof ConfigError ? asUserError(error.problems[0]!) : error;
    });
    if (file.problems[0]) throw asUserError(file.problems[0]);
    return new Entry(file);
  }

  get position(): Position {
    return this.#file.position(this.#path, 'value');
  }

  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** A value of this map; undefined where it is absent or null. */
  get(key: string | number): Entry | undefined {
    if (!Array.isArray(this.value)) this.map();
    const entry = new Entry(this.#file, [...this.#path, key]);
    return entry.value === undefined || entry.value === null ? undefined : entry;
  }

  text(key: string): string | undefined {
    return this.#typed(key, 'text', (value) => typeof value === 'string');
  }

  flag(key: string): boolean | undefined {
    return this.#typed(key, '`true` or `false`', (value) => typeof value === 'boolean');
  }

  number(key: string): number | undefined {
    return this.#typed(key, 'a number', Number.isFinite);
  }

  /** A number, also one that is written as text. */
  numeric(key: string): number | undefined {
    const entry = this.get(key);
    const number = typeof entry?.value === 'string' && entry.value.trim() ? Number(entry.value) : entry?.value;
    if (entry && !Number.isFinite(number)) throw entry.unlike('a number');
    return number as number | undefined;
  }

  /** The entries of a list. */
  items(key: string): Entry[] {
    return this.get(key)?.list() ?? [];
  }

  /** The entries of a list, or the one that stands in its place. */
  each(key: string): Entry[] {
    const entry = this.get(key);
    return entry ? (Array.isArray(entry.value) ? entry.list() : [entry]) : [];
  }

  list(): Entry[] {
    if (!Array.isArray(this.value)) throw this.unlike('a list');
    return this.value.flatMap((_, i) => this.get(i) ?? []);
  }

  map(): readonly (readonly [key: string, entry: Entry])[] {
    if (!this.isMap) throw this.unlike('a map');
    return Object.keys(this.value as object).flatMap((key) => {
      const entry = new Entry(this.#file, [...this.#path, key]);
      return entry.value === null ? [] : [[key, entry] as const];
    });
  }

  asText(): string {
    if (typeof this.value !== 'string') throw this.unlike('text');
    return this.value;
  }

  /** What a list holds beside null; undefined when it is empty or holds more than text, numbers and booleans. */
  scalars(key: string): Scalar[] | undefined {
    const values = this.items(key).map(({ value }) => value);
    return values.length && values.every(isScalar) ? values : undefined;
  }

  /** A feature that is described here. */
  feature(name: string, facts: Facts): Feature {
    return foreignFeature(name, facts, this.position);
  }

  unlike(expected: string): UserError {
    return this.problem(`must be ${expected}, not ${kindOf(this.value)}`);
  }

  problem(message: string, hint?: string): UserError {
    const name = this.#path.length ? `${quote(dotted(this.#path))} ` : 'the file ';
    return new UserError(`${name}${message}`, withPosition(this.position, hint));
  }

  #typed<T>(key: string, expected: string, isOne: (value: unknown) => boolean): T | undefined {
    const entry = this.get(key);
    if (entry && !isOne(entry.value)) throw entry.unlike(expected);
    return entry?.value as T | undefined;
  }
}

const asUserError = ({ message, hint, position }: Problem) => new UserError(message, withPosition(position, hint));

const withPosition = (position: Position | undefined, hint: string | undefined) => ({
  ...(position && { position }),
  ...(hint !== undefined && { hint }),
});

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'nothing' : 'a map';
  return typeof value === 'string' ? 'text' : String(value);
}
