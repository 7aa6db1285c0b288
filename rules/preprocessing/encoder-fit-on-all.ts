import { z } from 'zod';
import { clean, defineRule, type Evidence, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isScalar } from '../../src/engine/column.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { type Encoding, findEncodings } from '../../src/measure/category-codes/find-encodings.ts';
import { responsesOf, sharesTarget } from '../../src/measure/labels/responses.ts';

export default defineRule({
  id: 'preprocessing/encoder-fit-on-all',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'preprocessing'],
  summary: 'A category encoded with the held-out rows, or with a row’s own target',
  why: 'the encoding carries held-out targets or counts into the features, so the score is too good',
  fix: 'fit the encoder on the fit rows alone (in a pipeline), and encode the fit rows out of fold',
  messages: {
    target: '{{column}} is the {{encoding}} of {{target}} by {{key}} over {{fit}} and {{heldOut}} together',
    heldOut: '{{column}} in {{heldOut}} is the {{encoding}} of {{target}} by {{key}} over {{heldOut}} itself',
    leaveOneOut:
      '{{column}} is the mean of {{target}} over the other rows of each {{key}}, which gives away the row’s own {{target}}',
    rows: '{{column}} is the {{encoding}} of the rows of each {{key}} in {{fit}} and {{heldOut}} together',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(30).describe('Rows that each table must have'),
  }),
  async check({ fit, heldOut, inputs, declared, columnRole, options, report }) {
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const fewest = Math.min(first.rows, second.rows);
    if (fewest < options.minRows) return underpowered(`${fewest} rows; ${options.minRows} would be enough`, { rows: fewest });
    const { target } = declared;
    const responses = target && sharesTarget(fit, heldOut, target) ? responsesOf(first, target) : [];
    const categories = fit.columns.filter(
      (column) =>
        isScalar(column) && heldOut.column(column.name) && column.name !== target?.name && columnRole(column.name) !== 'split',
    );
    if (!inputs.length) return skipped('needs feature columns that both tables have');
    const { encodings, looked } = await findEncodings({ fit, heldOut }, inputs, categories, responses);
    const evidence: Evidence = { columns: inputs.length, ...looked, targetKnown: responses.length > 0 };
    for (const encoding of encodings) {
      if (!isLeak(encoding)) continue;
      const { column, key, usesTarget } = encoding;
      const names = {
        ...{ column: column.name, target: target?.name ?? '', key: key === column ? 'hidden category' : key.name },
        ...{ encoding: encoding.name, fit: fit.role, heldOut: heldOut.role },
      };
      const messageId = messageOf(encoding);
      const isPolicy = declared.preprocessing?.fitOn === 'train';
      const isInnocent = heldOut.role === 'validation' || !usesTarget;
      report({
        messageId,
        data: names,
        columns: [column],
        evidence: { ...encoding.evidence, keyColumn: key === column ? null : key.name },
        severity: isInnocent && !isPolicy && messageId !== 'leaveOneOut' ? 'warn' : 'error',
        sql: reproduce(fit, heldOut, key, column, usesTarget ? target?.name : undefined),
      });
    }
    const undecided = encodings.find(({ set }) => set === undefined);
    if (undecided) return underpowered(tooLittle(undecided), { ...evidence, ...undecided.evidence });
    const honest = encodings.find(({ set }) => set === 'fit');
    return honest ? clean({ ...evidence, ...honest.evidence }, `fitted on ${fit.role} only`) : clean(evidence);
  },
});

const isLeak = ({ set, usesTarget, leftOut }: Encoding): boolean => leftOut || set === 'all' || (set === 'heldOut' && usesTarget);

function messageOf({ set, usesTarget, leftOut }: Encoding): 'target' | 'heldOut' | 'leaveOneOut' | 'rows' {
  if (leftOut) return 'leaveOneOut';
  if (!usesTarget) return 'rows';
  return set === 'heldOut' ? 'heldOut' : 'target';
}

function tooLittle({ column, decimalsNeeded, contested, usesTarget }: Encoding): string {
  const what = usesTarget ? 'an encoding of the target' : 'a count';
  if (contested < 3)
    return `${column.name} looks like ${what}, but ${contested} of its levels stand in both tables; 3 would be enough`;
  return `${column.name} looks like ${what}, but its digits do not tell on which rows it was fitted; ${decimalsNeeded} decimals would be enough`;
}

function reproduce(fit: Table, heldOut: Table, key: Column, column: Column, target: string | undefined): Sql {
  const roles = fit.role === 'train+validation' ? ['train', 'validation', heldOut.role] : [fit.role, heldOut.role];
  const columns = [...new Set([key.name, column.name, ...(target === undefined ? [] : [target])])].map(
    (name) => sql`${identifier(name)}`,
  );
  const rows = roles.map((role) => sql`SELECT ${columns} FROM ${identifier(role)}`);
  const all = rows.reduce((union, one) => sql`${union} UNION ALL ${one}`);
  const counted = target === undefined ? sql`count(*) AS n` : sql`${identifier(target)}, count(*) AS n`;
  const groups = [...new Set([key.name, column.name, ...(target === undefined ? [] : [target])])].map(
    (name) => sql`${identifier(name)}`,
  );
  return sql`SELECT ${[...new Set([key.name, column.name])].map((name) => sql`${identifier(name)}`)}, ${counted} FROM (${all}) AS rows_of_both GROUP BY ${groups}`;
}
