import { expect } from 'vitest';
import type { Outcome } from '../../src/check/outcome.ts';
import { entryOf } from '../../src/check/registry.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { loadRepository, type Revisions } from '../../src/load/repository.ts';
import { renderMessage } from '../../src/report/message.ts';

export interface Told {
  readonly status: Outcome['status'];
  readonly reason?: string;
  readonly evidence?: Outcome['evidence'];
  /** `severity messageId: message`, sorted. */
  readonly findings: readonly string[];
  readonly outcome: Outcome;
}

/** What a rule says of a DVC repository; its messages must be complete, and its findings told apart. */
export async function askRule(
  rule: AnyRule,
  root: string,
  { options = {}, revisions }: { readonly options?: Readonly<Record<string, unknown>>; readonly revisions?: Revisions } = {},
): Promise<Told> {
  const config = await loadConfig({ cwd: root });
  const workspace = await loadRepository(config, root, revisions && { revisions });
  const { outcomes } = await runRules([entryOf(rule)], workspace, {
    now: new Date(),
    optionsOf: (one) => one.options.parse(options),
  });
  const outcome = outcomes[0]!;
  expect(outcomes).toHaveLength(1);
  expect(outcome.status, outcome.reason).not.toBe('crashed');
  const findings = outcome.findings.map(({ messageId, data, severity, location }) => {
    const message = renderMessage(rule.messages[messageId], data);
    expect(message).not.toMatch(/\{\{|undefined|NaN|\[object/);
    if (location) expect(location.path).not.toMatch(/^\//);
    return `${severity} ${messageId}: ${message}`;
  });
  const identities = outcome.findings.map(({ messageId, discriminator }) => `${messageId} ${discriminator}`);
  expect(new Set(identities).size).toBe(identities.length);
  const { status, reason, evidence } = outcome;
  return { status, ...(reason && { reason }), ...(evidence && { evidence }), findings: findings.sort(), outcome };
}
