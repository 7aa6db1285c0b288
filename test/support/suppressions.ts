import { expect } from 'vitest';
import { entryOf } from '../../src/check/registry.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import type { Suppression } from '../../src/judge/suppression.ts';
import { noEngine } from '../../src/load/no-engine.ts';
import { renderMessage } from '../../src/report/message.ts';

export const ignoreEntry = (facts: Partial<Suppression>): Suppression => ({
  ...{ kind: 'ignore', rule: 'overlap/*', datasets: [], columns: [], isExpired: false, findings: 1, looked: true },
  ...facts,
});

/** What a rule says of entries that accept findings; findings must be told apart. */
export async function askSuppressions(rule: AnyRule, suppressions: readonly Suppression[]) {
  const workspace = { engine: noEngine, datasets: [], entity: [], id: [], inferredIds: [], features: new Map(), inferences: [] };
  const { outcomes } = await runRules(
    [entryOf(rule)],
    { ...workspace, suppressions },
    { now: new Date(), optionsOf: () => ({}) },
  );
  const [{ status, findings }] = outcomes as [(typeof outcomes)[number]];
  expect(new Set(findings.map(({ discriminator }) => discriminator)).size).toBe(findings.length);
  return {
    status,
    findings: findings
      .map(({ messageId, data, severity }) => `${severity} ${messageId}: ${renderMessage(rule.messages[messageId], data)}`)
      .sort(),
    places: findings.map(({ location }) => location),
  };
}
