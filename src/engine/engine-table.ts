import { setImmediate } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type { Column } from './column.ts';
import type { Engine, Opened, Row } from './engine.ts';
import { type Frame, frameRows, frameSelection, makeFrame } from './frame.ts';
import { identifier, join, type Relation, raw, render, type Sql, sql, type Value } from './sql.ts';
import type { Role, Table } from './table.ts';

/** Parts of a table are read for a sample only where they hold this many times the rows wanted: else too few places are seen. */
const PART_FACTOR = 20;
const SAMPLE_ROWS = 200_000;
const MAX_EXPRESSIONS = 500;

export interface TableFacts {
  readonly name: string;
  readonly role: Role;
  readonly relation: Sql;
  readonly columns: readonly Column[];
  readonly rowNumber?: Sql | undefined;
  readonly part?: Opened['part'];
}

/** A table of any engine; `bind` gives the same table, with the same caches, to a rule with its own abort signal. */
export class EngineTable implements Table {
  readonly name: string;
  readonly role: Role;
  readonly relation: Sql;
  readonly columns: readonly Column[];
  readonly rowNumber: Sql | undefined;
  readonly part: Opened['part'];
  readonly engine: Engine;
  readonly #shared: Shared;
  readonly #signal: AbortSignal | undefined;
  #byName: ReadonlyMap<string, Column> | undefined;

  constructor(engine: Engine, facts: TableFacts, shared: Shared = new Shared(engine, facts.relation), signal?: AbortSignal) {
    this.engine = engine;
    this.name = facts.name;
    this.role = facts.role;
    this.relation = facts.relation;
    this.columns = facts.columns;
    this.rowNumber = facts.rowNumber;
    this.part = facts.part;
    this.#shared = shared;
    this.#signal = signal;
  }

  bind(signal: AbortSignal): EngineTable {
    return new EngineTable(this.engine, this, this.#shared, signal);
  }

  /** The same rows, with these of the columns. */
  withColumns(columns: readonly Column[]): EngineTable {
    return new EngineTable(this.engine, { ...this, columns }, undefined, this.#signal);
  }

  column(name: string): Column | undefined {
    this.#byName ??= new Map(this.columns.map((column) => [column.name, column]));
    return this.#byName.get(name);
  }

  async rows(): Promise<number> {
    return Number((await this.aggregate({ rows: raw('count(*)') })).rows);
  }

  async aggregate<K extends string>(expressions: Readonly<Record<K, Sql>>): Promise<Record<K, Value>> {
    const names = Object.keys(expressions) as K[];
    const values = await Promise.all(names.map((name) => this.#shared.aggregate(expressions[name])));
    this.#signal?.throwIfAborted();
    return Object.fromEntries(names.map((name, i) => [name, values[i] as Value])) as Record<K, Value>;
  }

  query(statement: Sql): Promise<Row[]> {
    return this.#shared.query(statement, this.#signal);
  }

  async materialize(statement: Sql): Promise<Relation> {
    return { relation: await this.engine.materialize(statement, this.#signal) };
  }

  async sample(wanted: number = SAMPLE_ROWS): Promise<Table> {
    const rows = Math.min(wanted, this.engine.sampleRows ?? wanted);
    const total = await this.rows();
    if (total <= rows) return this;
    const shared = await this.#shared.sample(rows, () => this.#draw(rows / total));
    const { name, role, columns } = this;
    return new EngineTable(this.engine, { name, role, columns, relation: shared.relation }, shared, this.#signal);
  }

  #draw(share: number): Promise<Sql> {
    const wider = share * PART_FACTOR;
    const { columns, rowNumber } = this;
    if (!this.part || wider >= 1) return this.engine.sample(this, share, this.#signal);
    return this.engine.sample({ relation: this.part(wider), columns, rowNumber }, 1 / PART_FACTOR, this.#signal);
  }

  /** The frames of these are read as soon as one of them is: rules that look at one look at the others next. */
  static readTogether(tables: readonly EngineTable[]): void {
    for (const table of tables) table.#shared.companions = tables.filter((other) => other !== table);
  }

  async frame(): Promise<Frame> {
    const reading = this.#shared.frame(async () => {
      const { names, values } = frameSelection(this.columns);
      const sample = await this.sample(frameRows(names.length));
      const statement = sql`SELECT ${values} FROM ${sample}`;
      const columns = names.length ? await this.engine.frame(statement, this.#signal) : [];
      return makeFrame(names, columns, sample !== this);
    });
    for (const companion of this.#shared.companions.splice(0)) companion.frame().catch(() => undefined);
    const frame = await reading;
    await nextTurn();
    return frame;
  }
}

let turns: Promise<unknown> = Promise.resolve();

/** Work on a frame keeps this thread busy: one after the other, and between two of them statements that ended are followed by the next. */
function nextTurn(): Promise<unknown> {
  turns = turns.then(() => setImmediate());
  return turns;
}

/** Caches that all bindings of a table have in common. */
class Shared {
  readonly relation: Sql;
  /** Tables whose frames are still to be read with this one's. */
  companions: EngineTable[] = [];
  readonly #engine: Engine;
  readonly #scan: DataLoader<Sql, Value>;
  readonly #aggregates = new Map<string, Promise<Value>>();
  readonly #queries = new Map<string, Promise<Row[]>>();
  readonly #samples = new Map<number, Promise<Shared>>();
  readonly #frames = new Map<'frame', Promise<Frame>>();

  constructor(engine: Engine, relation: Sql) {
    this.#engine = engine;
    this.relation = relation;
    this.#scan = new DataLoader<Sql, Value>((expressions) => this.#aggregateAll(expressions), {
      // What is known already must not wait for the next scan, as its cache does.
      cache: false,
      maxBatchSize: MAX_EXPRESSIONS,
      // Until every rule waits for a statement, more expressions may still join this scan.
      batchScheduleFn: (send) =>
        void engine
          .idle()
          .then(() => setImmediate())
          .then(send),
    });
  }

  aggregate(expression: Sql): Promise<Value> {
    return remember(this.#aggregates, render(expression, this.#engine.dialect), () => this.#scan.load(expression));
  }

  query(statement: Sql, signal: AbortSignal | undefined): Promise<Row[]> {
    return remember(this.#queries, render(statement, this.#engine.dialect), () => this.#engine.query(statement, signal));
  }

  frame(read: () => Promise<Frame>): Promise<Frame> {
    return remember(this.#frames, 'frame', read);
  }

  sample(rows: number, draw: () => Promise<Sql>): Promise<Shared> {
    return remember(this.#samples, rows, async () => new Shared(this.#engine, await draw()));
  }

  async #aggregateAll(expressions: readonly Sql[]): Promise<(Value | Error)[]> {
    try {
      return await this.#aggregate(expressions);
    } catch (error) {
      if (expressions.length === 1) return [error as Error];
      // One expression that fails must not take the others along.
      const results: (Value | Error)[] = [];
      for (const expression of expressions) {
        results.push(...(await this.#aggregate([expression]).catch((single: Error) => [single])));
      }
      return results;
    }
  }

  async #aggregate(expressions: readonly Sql[]): Promise<Value[]> {
    const list = join(expressions.map((expression, i) => sql`${expression} AS ${identifier(`a${i}`)}`));
    const [row] = await this.#engine.query(sql`SELECT ${list} FROM ${this.relation}`);
    return expressions.map((_, i) => row?.[`a${i}`] ?? null);
  }
}

function remember<K, V>(cache: Map<K, Promise<V>>, key: K, compute: () => Promise<V>): Promise<V> {
  const known = cache.get(key);
  if (known) return known;
  const value = compute();
  cache.set(key, value);
  value.catch(() => cache.delete(key));
  return value;
}
