import rule from '../../../rules/target/unavailable-feature.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 200;
const y = Array.from({ length: ROWS }, (_, i) => i % 2);
const column = (seed: number, shift: number) => {
  const random = new Random(seed);
  return y.map((label) => random.normal() + shift * label);
};
const train = { weak: column(1, 0.2), middling: column(2, 1.2), strong: column(3, 3), y };
const { y: _, ...features } = train;
const target = { target: 'y' } as const;
const nothing = { type: 'DOUBLE', values: y.map(() => null) } as const;

ruleTester(rule, {
  clean: [
    { name: 'all is served', train, serving: features, ...target, evidence: { unserved: 0 } },
    { name: 'a weak column that is not served', train, serving: { middling: train.middling, strong: train.strong }, ...target },
    {
      name: 'declared as known before',
      train,
      serving: { weak: train.weak, middling: train.middling },
      features: { strong: { available: 'before' } },
      ...target,
    },
    {
      name: 'too few serving rows to call a column empty',
      train,
      serving: { ...features, strong: { type: 'DOUBLE', values: [null] }, weak: [1], middling: [2] },
      ...target,
    },
    { name: 'nothing declared after', train, features: { weak: { min: -9 } }, ...target },
  ],
  findings: [
    {
      name: 'declared to exist only after the outcome, without serving data',
      train,
      features: { weak: { available: 'after' } },
      ...target,
      expect: [{ messageId: 'declared', severity: 'error', columns: ['weak'] }],
    },
    {
      name: 'strong and absent, middling and empty',
      train,
      serving: { weak: train.weak, middling: nothing },
      ...target,
      expect: [
        { messageId: 'unserved', severity: 'error', columns: ['strong'], evidence: { absence: 'absent' } },
        { messageId: 'unserved', severity: 'warn', columns: ['middling'], evidence: { absence: 'empty' } },
      ],
    },
    {
      name: 'strong and constant',
      train,
      serving: { ...features, strong: y.map(() => 0) },
      ...target,
      expect: [{ messageId: 'unserved', severity: 'warn', columns: ['strong'], evidence: { absence: 'constant' } }],
    },
  ],
  skipped: [{ name: 'nothing is known', train, because: 'serving data' }],
});
