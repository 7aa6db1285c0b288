import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { frameValue } from '../../src/engine/frame.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { heldOutHolding, peersHolding } from '../../src/measure/columns/peers-holding.ts';
import { hasClasses } from '../../src/measure/labels/labelled-frame.ts';
import { labelsOf } from '../../src/measure/labels/labels.ts';
import { countPure, memberShare } from '../../src/measure/purity/count-pure.ts';
import { pureValues } from '../../src/measure/purity/pure-values.ts';
import { mayBePure, membersOf, pureVerdict, valuesText } from '../../src/measure/purity/pure-verdict.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** A column that tells more is a proxy as a whole, and so is one whose other values tell much. */
const PROXY_AUC = { binary: 0.9, macro: 0.95 };
const MAX_REST_AUC = 0.75;
/** What a sample may miss the purity by. */
const SLACK = 0.02;
/** Expected serving rows, and the part of them that must be found, for a value to be called present there. */
const SERVING = { rows: 20, least: 0.1 };
/** Held-out rows that can refute, and the purity that they must show. */
const HELD_OUT = { rows: 10, purity: 0.9 };
/** More columns than this with pure values are no accident of one of them. */
const FEW = { columns: 3, share: 0.1 };

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
    if (!(await hasClasses(table, target))) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const required = requiredZ(columns.length);
    const mostAuc = labels.classes.length > 2 ? PROXY_AUC.macro : PROXY_AUC.binary;
    const limits = frame.sampled ? { requiredZ: 0, slack: SLACK } : { requiredZ: required };
    const worth = columns.flatMap((column) => {
      const values = frame.columns.get(column.name);
      const own = (values ? pureValues(values, labels, limits) : []).filter(
        (pure) => pure.auc < mostAuc && pure.restAuc <= MAX_REST_AUC && labels.classes[pure.label] !== undefined,
      );
      const [largest] = own
        .filter((pure) => !frame.sampled || mayBePure(pure, frame.rows, options))
        .sort((a, b) => b.rows - a.rows);
      return largest ? [{ column, pure: largest }] : [];
    });

    const y = table.column(target.name)!;
    const proven = await Promise.all(
      worth.map(async ({ column, pure }) => {
        const [members, label] = [membersOf(pure), labels.classes[pure.label]!];
        const verdict = pureVerdict(await countPure(table, frameValue(column)!, members, y, label), pure, labels.classes.length, {
          ...options,
          requiredZ: required,
        });
        if (!verdict) return [];
        const held = await Promise.all(
          heldOutHolding(peers, [column, y]).map((peer) =>
            countPure(peer, frameValue(peer.column(column.name)!)!, members, peer.column(target.name)!, label),
          ),
        );
        const purities = held.filter(({ rows }) => rows >= HELD_OUT.rows).map((counts) => counts.pure / counts.rows);
        if (Math.min(...purities) < HELD_OUT.purity) return [];
        const [serving] = peersHolding(peers, [column]).filter(({ role }) => role === 'serving');
        const served = serving && (await memberShare(serving, frameValue(serving.column(column.name)!)!, members));
        return [{ column, pure, verdict, heldOutPurity: purities.length ? Math.min(...purities) : null, served }];
      }),
    );
    const found = proven.flat();
    const summary = { columns: columns.length, candidates: worth.length, pure: found.length, requiredZ: required };
    if (found.length > Math.max(FEW.columns, FEW.share * columns.length)) {
      report({
        messageId: 'many',
        data: { columns: found.length, of: columns.length, target: target.name },
        columns: found.map(({ column }) => column),
        evidence: summary,
        severity: 'info',
      });
      return clean(summary);
    }
    for (const { column, pure, verdict, heldOutPurity, served } of found) {
      const { common, ...figures } = verdict;
      const expected = served ? figures.share * served.of : 0;
      const late = served !== undefined && expected >= SERVING.rows && served.rows < SERVING.least * expected;
      const [go, are] = pure.groups.length === 1 ? ['goes', 'is'] : ['go', 'are'];
      const said = { values: valuesText(pure), column: column.name, share: figures.share, go, target: target.name };
      const finding = {
        columns: [column],
        evidence: {
          ...{ values: pure.groups.length, ranges: pure.cut.ranges, ...figures, requiredZ: required },
          ...{ auc: pure.auc, restAuc: pure.restAuc, heldOutPurity, servingRows: served?.rows ?? null },
        },
        severity: late && !common ? 'error' : 'warn',
        sql: sql`SELECT ${column}, ${identifier(target.name)}, count(*) AS n FROM ${identifier(table.role)} GROUP BY ${column}, ${identifier(target.name)}`,
        examples: pure.groups.slice(0, 5).map((group) => pure.cut.example(group)),
      } as const;
      if (late) report({ ...finding, messageId: 'late', data: { ...said, are } });
      else report({ ...finding, messageId: 'pure', data: { ...said, purity: figures.purity, baseRate: figures.baseRate } });
    }
    return clean(summary);
  },
});
