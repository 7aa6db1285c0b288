import { describe, expect, it } from 'vitest';
import type { AnyRule } from '../../src/check/rule.ts';
import { TempRepository } from '../dvc/temp-repository.ts';
import { askRule } from './pipeline-tester.ts';

export interface PipelineCase {
  readonly name: string;
  /** Text of the `stages:` of a `dvc.yaml`, without that line. */
  readonly stages: string;
  readonly expect: readonly string[];
}

/** Tests a rule that reads the shape of a pipeline alone. */
export function pipelineCases(rule: AnyRule, cases: readonly PipelineCase[]): void {
  describe(rule.id, () => {
    it.each(cases)('$name', async ({ stages, expect: expected }) => {
      const { root } = new TempRepository({ 'dvc.yaml': `stages:\n${stages}` });
      const told = await askRule(rule, root);
      expect(told.findings).toEqual(expected);
      expect(told.status).toBe(expected.length > 0 ? 'findings' : 'clean');
    });
  });
}
