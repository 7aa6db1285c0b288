import type { FeastRegistry } from '../feast/registry/registry.ts';
import { nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import { type Candidate, candidatesOf, isSameLookup, plainCandidates, type Scope } from './feast-candidates.ts';
import { feastSource, type SourceOptions } from './feast-source.ts';
import type { Feature } from './feature.ts';

export interface FeastOptions extends Scope, SourceOptions {}

/** What a Feast registry knows of the columns of training data. */
export class FeastFeatures {
  readonly #registry: FeastRegistry;
  readonly #options: FeastOptions;
  readonly #candidates: readonly Candidate[];

  constructor(registry: FeastRegistry, options: FeastOptions) {
    this.#registry = registry;
    this.#options = options;
    this.#candidates = candidatesOf(registry, options);
  }

  /** The feature of a reference `view:feature`, as this column holds it. */
  named(reference: string, column: string): Feature {
    const [view, feature] = splitReference(reference);
    const among = (pool: readonly Candidate[]) =>
      pool.filter((one) => one.feature.name === feature && (one.view.name === view || one.prefix === view));
    // What is written in the configuration need not be in the service.
    const found = [among(this.#candidates), among(plainCandidates(this.#views()))].find((pool) => pool.length) ?? [];
    if (!found.length) return this.#unknown(reference, column);
    const best =
      found.filter((one) => fullName(one) === column)[0] ??
      found.find((one) => one.prefix === view) ??
      (found.every((one) => isSameLookup(one, found[0]!)) ? found[0]! : undefined);
    return best ? this.#featureOf(best, column) : this.#severalLookups(found, column);
  }

  /** The feature that a column is called after, in full (`view__feature`) or by its own name; undefined when it is no feature. */
  ofColumn(column: string): Feature | undefined {
    const full = this.#candidates.filter((one) => fullName(one) === column);
    const found = full.length ? full : this.#candidates.filter(({ feature }) => feature.name === column);
    if (!found.length) return undefined;
    return found.every((one) => isSameLookup(one, found[0]!))
      ? this.#featureOf(found[0]!, column)
      : this.#severalLookups(found, column);
  }

  /** Full names of all features. */
  names(): string[] {
    return [...new Set(this.#candidates.map(fullName))];
  }

  /** How old a value may be, in microseconds (0: any age), by the full name of its feature. */
  ttlOf(name: string): number | undefined {
    return this.#candidates.find((one) => fullName(one) === name)?.view.ttl;
  }

  #views() {
    const { project } = this.#options;
    return this.#registry.views.filter((view) => project === undefined || view.project === project);
  }

  #featureOf(candidate: Candidate, column: string): Feature {
    const { view, feature } = candidate;
    const found = feastSource(candidate, this.#options);
    return {
      name: column,
      feast: `${view.name}:${feature.name}`,
      ...('source' in found ? { source: found.source } : { unsourced: found.problem }),
      origin: { kind: 'feast', name: `${this.#registry.path} ${view.name}:${feature.name}` },
    };
  }

  #unknown(reference: string, column: string): Feature {
    const close = nearest(
      reference,
      this.#candidates.map(({ prefix, feature }) => `${prefix}:${feature.name}`),
    );
    const hint = close === undefined ? '' : `; did you mean ${quote(close)}?`;
    return this.#without(column, reference, `the registry has no feature ${quote(reference)}${hint}`);
  }

  #severalLookups(found: readonly Candidate[], column: string): Feature {
    const references = [...new Set(found.map(({ prefix, feature }) => `${prefix}:${feature.name}`))];
    const projects = [...new Set(found.map(({ view }) => view.project))];
    const why =
      projects.length > 1
        ? `the registry has it in the projects ${projects.map(quote).join(' and ')}: say which with \`feast.project\``
        : `the registry has it as ${references.map(quote).join(' and ')}: say which with \`feast\``;
    return this.#without(column, references[0]!, why);
  }

  #without(column: string, feast: string, unsourced: string): Feature {
    return { name: column, feast, unsourced, origin: { kind: 'feast', name: this.#registry.path } };
  }
}

const fullName = ({ prefix, feature }: Candidate): string => `${prefix}__${feature.name}`;

/** View and feature of `view:feature`; a version, as in `view@v2:feature`, is left out. */
function splitReference(reference: string): [view: string, feature: string] {
  const colon = reference.indexOf(':');
  return [reference.slice(0, colon).replace(/@.*$/, ''), reference.slice(colon + 1)];
}
