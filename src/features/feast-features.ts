import type { FeastRegistry, FeatureView } from '../feast/registry/registry.ts';
import { nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import { type Candidate, candidatesOf, isSameLookup, plainCandidates, type Scope } from './feast-candidates.ts';
import { splitReference } from './feast-reference.ts';
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
    const [view, feature, version] = splitReference(reference);
    if (version !== undefined && this.#hasVersions()) return this.#ofVersion(view, feature, version, column);
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
    const pinned = /^(.+@v\d+)__(.+)$/i.exec(column);
    if (pinned && this.#views().some(({ name }) => name === splitReference(`${pinned[1]}:`)[0]))
      return this.named(`${pinned[1]}:${pinned[2]}`, column);
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
    return this.#registry.views.filter((view) => this.#isInProject(view));
  }

  /** Registries of Feast before 0.62 know one version of each view: theirs is meant. */
  #hasVersions(): boolean {
    const { views, versions } = this.#registry;
    return versions.length > 0 || views.some(({ version = 0 }) => version > 0);
  }

  /** The feature as the view defined it in one of its versions. */
  #ofVersion(name: string, featureName: string, version: number, column: string): Feature {
    const reference = `${name}@v${version}:${featureName}`;
    const isMeant = (view: FeatureView) => view.name === name && (view.version ?? 0) === version && this.#isInProject(view);
    const view = this.#registry.views.find(isMeant) ?? this.#registry.versions.find(isMeant);
    if (!view) return this.#without(column, reference, `the registry has no version ${version} of ${quote(name)}`);
    const feature = view.features.find((one) => one.name === featureName);
    if (!feature)
      return this.#without(column, reference, `version ${version} of ${quote(name)} has no feature ${quote(featureName)}`);
    return this.#featureOf({ view, feature, prefix: name, joinKeyMap: new Map() }, column, reference);
  }

  #isInProject({ project }: FeatureView): boolean {
    return this.#options.project === undefined || this.#options.project === project;
  }

  #featureOf(candidate: Candidate, column: string, reference = `${candidate.view.name}:${candidate.feature.name}`): Feature {
    const found = feastSource(candidate, this.#options);
    return {
      name: column,
      feast: reference,
      ...('source' in found ? { source: found.source } : { unsourced: found.problem }),
      origin: { kind: 'feast', name: `${this.#registry.path} ${reference}` },
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
