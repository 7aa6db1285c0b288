import rule from '../../../rules/overlap/shared-entities.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const range = (first: number, rows: number) => Array.from({ length: rows }, (_, i) => first + i);

/** Patients seen several times: who they are stays, what is measured does not. */
const visits = (patients: readonly number[], seed: number) => {
  const random = new Random(seed);
  const traits = (patient: number, salt: number) => (patient * 7919 + salt * 104_729) % 17;
  return {
    patient: patients,
    born: patients.map((patient) => traits(patient, 1)),
    height: patients.map((patient) => traits(patient, 2)),
    town: patients.map((patient) => `t${traits(patient, 3) % 10}`),
    pulse: patients.map(() => 70 + 10 * random.normal()),
  };
};
const each = (ids: readonly number[], times: number) => ids.flatMap((id) => Array<number>(times).fill(id));

const train = visits(each(range(0, 80), 4), 1);

ruleTester(rule, {
  clean: [
    {
      name: 'other patients',
      train,
      test: visits(each(range(80, 20), 4), 2),
      entity: ['patient'],
      evidence: { heldOutRows: 80, heldOutEntities: 20, rows: 0 },
    },
    { name: 'null and empty keys belong to nobody', train: { e: [null, '', 'a'] }, test: { e: [null, '', 'b'] }, entity: ['e'] },
    {
      name: 'a value of everybody links nobody',
      train: { mail: range(0, 400).map((i) => `m${i}`), device: range(0, 400).map((i) => (i % 4 ? `d${i}` : 'shop terminal')) },
      test: {
        mail: range(400, 100).map((i) => `m${i}`),
        device: range(400, 100).map((i) => (i % 4 ? `d${i}` : 'shop terminal')),
      },
      entity: ['mail', 'device'],
      evidence: { rows: 0, hubs: 1 },
    },
    {
      name: 'a share that is accepted',
      train,
      test: visits([...each(range(80, 20), 4), 1], 3),
      entity: ['patient'],
      options: { maxShare: 0.05 },
    },
  ],
  findings: [
    {
      name: 'patients on both sides',
      train,
      test: visits([...each(range(76, 4), 2), ...each(range(80, 10), 4)], 4),
      entity: ['patient'],
      expect: [
        {
          messageId: 'shared',
          severity: 'error',
          columns: ['patient'],
          evidence: { rows: 8, entities: 4, heldOutRows: 48, heldOutEntities: 14 },
        },
      ],
    },
    {
      name: 'a declared temporal split may meet old patients again',
      train,
      test: visits(each(range(70, 20), 2), 5),
      entity: ['patient'],
      strategy: 'temporal',
      expect: [{ messageId: 'shared', severity: 'info' }],
    },
    {
      name: 'a chain of keys: phone to mail, mail to device',
      train: { mail: ['a@x.org', 'z@x.org'], phone: ['1', '2'], device: ['p', 'q'] },
      test: {
        mail: ['b@x.org', 'b@x.org', 'c@x.org', 'd@x.org', null],
        phone: ['1', '3', '4', '5', null],
        device: ['r', 's', 's', 't', null],
      },
      entity: ['mail', 'phone', 'device'],
      expect: [
        {
          messageId: 'shared',
          columns: ['mail', 'phone', 'device'],
          evidence: { direct: 1, rows: 3, entities: 3, heldOutRows: 5 },
        },
      ],
    },
    {
      name: 'mail addresses written in two ways',
      train: { mail: range(0, 50).map((i) => `user${i}@example.org`) },
      test: { mail: ['USER3@example.org', 'user60@example.org'] },
      entity: ['mail'],
      expect: [{ messageId: 'shared', evidence: { rows: 1 } }],
    },
    {
      name: 'numbers in one table, texts in the other',
      train: { e: range(0, 50) },
      test: { e: ['007', '60'] },
      entity: ['e'],
      expect: [{ messageId: 'shared', evidence: { rows: 1 } }],
    },
    {
      name: 'nobody declared the patient',
      train,
      test: visits(each(range(70, 20), 2), 6),
      expect: [{ messageId: 'candidate', severity: 'info', columns: ['patient'], evidence: { rows: 20 } }],
    },
    {
      name: 'patients of validation and test',
      train,
      validation: visits(each(range(80, 10), 4), 7),
      test: visits(each(range(85, 10), 4), 8),
      entity: ['patient'],
      expect: [{ messageId: 'shared', role: 'test', evidence: { rows: 20 } }],
    },
  ],
  skipped: [
    { name: 'nothing declared, nothing seen', train: { a: range(0, 60) }, test: { a: range(0, 20) }, because: 'needs `entity`' },
    {
      name: 'a number and a date',
      train: { a: [1.5] },
      test: { a: { type: 'DATE', values: ['2024-01-01'] } },
      entity: ['a'],
      because: 'of one type',
    },
  ],
});
