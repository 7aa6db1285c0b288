import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import { type FeatureStore, openFeatureStore } from './feature-store.ts';

/** The feature store that the configuration names, and what of it could not be read, which leaves all else alone. */
export async function readFeatureStore(
  config: Config,
): Promise<{ readonly store: FeatureStore | undefined; readonly problems: readonly UserError[] }> {
  try {
    const store = await openFeatureStore(config);
    const { path, problems } = store?.registry ?? { path: '', problems: [] };
    return { store, problems: problems.map((problem) => new UserError(problem, { position: { path } })) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { store: undefined, problems: [error] };
  }
}
