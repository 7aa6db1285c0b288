import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { countPure, type Members, memberShare } from '../../src/measure/count-pure.ts';
import { labelsOf } from '../../src/measure/labels.ts';
import { heldOutHolding, peersHolding } from '../../src/measure/peers-holding.ts';
import { allowed } from '../../src/measure/pure-groups.ts';
import { type PureValues, pureValues } from '../../src/measure/pure-values.ts';
import { stretches } from '../../src/measure/value-groups.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';
import { purity } from '../../src/stats/purity.ts';

/** A column that tells more is a proxy as a whole, and so is one whose other values tell much. */
const PROXY_AUC = { binary: 0.9, macro: 0.95 };
const MAX_REST_AUC = 0.75;
/** A class this common is often alone by nature: only many rows count, and never for an error. */
const COMMON = { class: 0.5, most: 0.75 };
/** What a sample may miss the gates by. */
const SLACK = 0.02;
/** Expected serving rows, and the part of them that must be found, for a value to be called present there. */
const SERVING = { rows: 20, least: 0.1 };
/** Held-out rows that can refute, and the purity that they must show. */
const HELD_OUT = { rows: 10, purity: 0.9 };

/** More columns than this with pure values are no accident of one of them. */
const FEW = { columns: 3, share: 0.1 };

/** A sample's share may fall this short of that of all rows. */
const NEAR = 0.75;

export default defineRule({
  id: 'target/pure-category',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'A value that goes with one class of the target only',
  why: 'such a value is usually written when the outcome is known, so a model learns it and never sees it in time',
  fix: 'find out when the value is written; if that is after the outcome, drop the column or use its value from before',
  messages: {
    pure: '{{values}} of {{column}}, in {{share|percent}} of the rows, {{go}} with one class of {{target}}: {{purity|percent}}, against {{baseRate|percent}} of all rows',
    late: '{{values}} of {{column}}, in {{share|percent}} of the rows, {{go}} with one class of {{target}} and {{are}} all but absent from serving',
    many: '{{columns}} of {{of}} columns have values that go with one class of {{target}} only, so this looks like the nature of the data',
  },
  options: z.strictObject({
    alone: z.number().min(0).max(1).default(0.05).describe('Share of the rows from which one value or range is reported'),
    together: z.number().min(0).max(1).default(0.25).describe('Share of the rows from which several are reported'),
    minRows: z.number().int().min(1).default(100).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, inputs, declared, options, report }) {
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (labels?.kind !== 'classes') return skipped('needs a target of classes');
    if (labels.classes.length < 2) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const required = requiredZ(columns.length);
    const mostAuc = labels.classes.length > 2 ? PROXY_AUC.macro : PROXY_AUC.binary;
    const slack = frame.sampled ? SLACK : 0;
    const worth = columns.flatMap((column) => {
      const values = frame.columns.get(column.name);
      const found = values ? pureValues(values, labels, { requiredZ: frame.sampled ? 0 : required, slack }) : [];
      const isOwn = ({ auc, restAuc, label }: PureValues) =>
        auc < mostAuc && restAuc <= MAX_REST_AUC && labels.classes[label] !== undefined;
      // What is far from the shares that are reported need not be counted on all rows.
      const mayReach = ({ groups, counts, rows }: PureValues) =>
        !frame.sampled ||
        rows >= NEAR * options.together * frame.rows ||
        Math.max(...groups.map((group) => counts[group]!)) >= NEAR * options.alone * frame.rows;
      const largest = found
        .filter(isOwn)
        .filter(mayReach)
        .sort((a, b) => b.rows - a.rows)[0];
      return largest ? [{ column, pure: largest }] : [];
    });
    const labelColumn = table.column(target.name)!;
    const proven = await Promise.all(
      worth.map(async ({ column, pure }) => {
        const members = membersOf(pure);
        const label = labels.classes[pure.label]!;
        const counts = await countPure(table, column, members, labelColumn, label);
        const held = await Promise.all(
          heldOutHolding(peers, [column, labelColumn]).map((peer) =>
            countPure(peer, peer.column(column.name)!, members, peer.column(target.name)!, label),
          ),
        );
        const [serving] = peersHolding(peers, [column]).filter(({ role }) => role === 'serving');
        return {
          column,
          pure,
          counts,
          held,
          served: serving && (await memberShare(serving, serving.column(column.name)!, members)),
        };
      }),
    );
    const found: Parameters<typeof report>[0][] = [];
    for (const { column, pure, counts, held, served } of proven) {
      const share = counts.rows / counts.labelled;
      const baseRate = counts.inClass / counts.present;
      const { purity: pureShare, z } = purity(counts.pure, counts.rows, baseRate, pure.cut.count * labels.classes.length);
      const isCommon = baseRate > COMMON.class;
      const reaches = share >= options.together || (!isCommon && counts.alone / counts.labelled >= options.alone);
      if (!reaches || baseRate > COMMON.most || z < required || 1 - pureShare > allowed(baseRate)) continue;
      const judging = held.filter(({ rows }) => rows >= HELD_OUT.rows).map((one) => one.pure / one.rows);
      if (Math.min(...judging) < HELD_OUT.purity) continue;
      const late = served !== undefined && share * served.of >= SERVING.rows && served.rows < SERVING.least * share * served.of;
      const evidence = {
        ...{
          values: pure.groups.length,
          ranges: pure.cut.ranges,
          rows: counts.rows,
          share,
          aloneShare: counts.alone / counts.labelled,
        },
        ...{ purity: pureShare, baseRate, z, requiredZ: required, auc: pure.auc, restAuc: pure.restAuc },
        heldOutPurity: judging.length ? Math.min(...judging) : null,
        servingRows: served?.rows ?? null,
      };
      const one = pure.groups.length === 1;
      const values = one
        ? pure.cut.ranges
          ? 'one range'
          : 'one value'
        : `${pure.groups.length} ${pure.cut.ranges ? 'ranges' : 'values'}`;
      const said = { values, column: column.name, share, go: one ? 'goes' : 'go', target: target.name };
      const finding = {
        columns: [column],
        evidence,
        severity: late && !isCommon ? 'error' : 'warn',
        sql: sql`SELECT ${column}, ${identifier(target.name)}, count(*) AS n FROM ${identifier(table.role)} GROUP BY ${column}, ${identifier(target.name)}`,
        examples: pure.groups.slice(0, 5).map((group) => pure.cut.example(group)),
      } as const;
      if (late) found.push({ ...finding, messageId: 'late', data: { ...said, are: one ? 'is' : 'are' } });
      else found.push({ ...finding, messageId: 'pure', data: { ...said, purity: pureShare, baseRate } });
    }
    const summary = { columns: columns.length, candidates: worth.length, pure: found.length, requiredZ: required };
    if (found.length <= Math.max(FEW.columns, FEW.share * columns.length)) for (const one of found) report(one);
    else {
      report({
        messageId: 'many',
        data: { columns: found.length, of: columns.length, target: target.name },
        columns: found.flatMap((one) => one.columns ?? []),
        evidence: summary,
        severity: 'info',
      });
    }
    return clean(summary);
  },
});

function membersOf({ cut, groups, counts }: PureValues): Members {
  const parts = cut.ordered
    ? stretches(groups).map(([first, last]) => groups.filter((g) => g >= first && g <= last))
    : groups.map((g) => [g]);
  const size = (part: readonly number[]) => part.reduce((sum, group) => sum + counts[group]!, 0);
  const commonest = parts.reduce((a, b) => (size(b) > size(a) ? b : a));
  return { any: (value) => cut.within(value, groups), commonest: (value) => cut.within(value, commonest) };
}
