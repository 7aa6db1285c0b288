import { formatPosition } from '../errors.ts';
import type { Fact, Feature } from '../features/feature.ts';

/** As evidence, where a fact of a feature was read, when that is a foreign description. */
export function declaredAt({ origin, factOrigins }: Feature, fact?: Fact): { readonly declaredAt?: string } {
  const { kind, position } = (fact && factOrigins?.[fact]) ?? origin;
  return kind === 'foreign' && position ? { declaredAt: formatPosition(position) } : {};
}
