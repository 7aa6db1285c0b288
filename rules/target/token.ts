import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { frameValue } from '../../src/engine/frame.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { levelCounts } from '../../src/measure/columns/level-counts.ts';
import { heldOutHolding } from '../../src/measure/columns/peers-holding.ts';
import { hasClasses } from '../../src/measure/labels/labelled-frame.ts';
import { labelsOf } from '../../src/measure/labels/labels.ts';
import { countPure } from '../../src/measure/purity/count-pure.ts';
import { classNames, countNaming } from '../../src/measure/purity/naming-tokens.ts';
import { allowed } from '../../src/measure/purity/pure-groups.ts';
import { pureTokens } from '../../src/measure/purity/pure-tokens.ts';
import { standAlone, textsWithout } from '../../src/measure/purity/stand-alone.ts';
import { areCodes, hasToken, medianWords, tokenTable } from '../../src/measure/purity/tokens.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';
import { purity } from '../../src/stats/purity.ts';

const LEAST_ROWS = 20;
/** Texts of more words are prose, whose words may well be what is to be learned; columns of fewer values are left to target/pure-category. */
const MAX_WORDS = 3;
const LEAST_VALUES = 20;
/** A class of most rows is often alone. */
const MAX_BASE = 0.5;
/** Of the rows that name a class, those that must be of it. */
const NAMED = 0.98;
const HELD_OUT = { rows: 10, purity: 0.9 };
/** What a sample may miss the gates by. */
const SAMPLED = { rows: 5, slack: 0.02, share: 0.75 };

export default defineRule({
  id: 'target/token',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target', 'text'],
  summary: 'Paths, codes or ids with a part that goes with one class of the target',
  why: 'where a file lay or how it was named is known from its label, and a model learns that instead of what it shows',
  fix: 'keep the path or code out of the features, or take the part out of it',
  messages: {
    named: '{{column}} names the class of {{target}} in {{share|percent}} of the rows',
    token:
      '{{tokens}} of {{column}}, in {{share|percent}} of the rows, {{go}} with one class of {{target}}: {{purity|percent}}, against {{baseRate|percent}} of all rows',
  },
  options: z.strictObject({
    share: z.number().min(0).max(1).default(0.05).describe('Share of the rows from which parts of one class are reported'),
    named: z.number().min(0).max(1).default(0.5).describe('Share of the rows whose class is named from which it is an error'),
    minRows: z.number().int().min(1).default(100).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, inputs, inferredIds, declared, options, report }) {
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (labels?.kind !== 'classes') return skipped('needs a target of classes');
    if (!(await hasClasses(table, target))) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const ids = [...declared.id, ...inferredIds];
    const open = inputs.filter(({ name }) => declared.features.get(name)?.available !== 'before');
    const columns = [...ids, ...open].filter(({ name }) => {
      const texts = frame.texts(name);
      if (texts === undefined) return false;
      const values = levelCounts(texts).size + Number(texts.includes(null));
      return values > LEAST_VALUES && medianWords(texts) <= MAX_WORDS;
    });
    const required = requiredZ(columns.length);
    const y = table.column(target.name)!;
    const names = classNames(labels);
    let found = 0;
    for (const column of columns) {
      const texts = frame.texts(column.name)!;
      const least = frame.sampled ? SAMPLED.rows : LEAST_ROWS;
      const tokens = tokenTable(texts, labels, least);
      const inWords = !ids.includes(column) && !areCodes(texts);
      const areTopic = (some: readonly string[], rows: readonly (string | null)[]) => inWords && !standAlone(some, labels, rows);
      const named = [...names].filter(([, own]) => own.some((token) => tokens.has(token)));
      const naming = named.length ? await countNaming(table, column, y, named) : undefined;
      if (naming && naming.any >= LEAST_ROWS && naming.right >= NAMED * naming.any && naming.any >= options.share * naming.rows) {
        const parts = named.flatMap(([, own]) => own);
        if (areTopic(parts, texts)) continue;
        found++;
        const share = naming.any / naming.rows;
        report({
          messageId: 'named',
          data: { column: column.name, target: target.name, share },
          columns: [column],
          evidence: { ...naming, share, classesNamed: named.length },
          severity: share >= options.named && !inWords ? 'error' : 'warn',
          sql: sql`SELECT ${column}, ${y} FROM ${identifier(table.role)}`,
        });
        continue;
      }
      if (ids.includes(column)) continue;
      const best = pureTokens(tokens, labels, texts, MAX_BASE, frame.sampled ? SAMPLED.slack : 0, frame.sampled ? 0 : required);
      if (!best || best.rows < options.share * frame.rows * (frame.sampled ? SAMPLED.share : 1)) continue;
      // The rest of the words may lack where these stand: only texts without them show what else tells.
      if (areTopic(best.tokens, textsWithout(texts, best.tokens))) continue;
      const members = {
        numbers: false,
        any: (text: Sql) => hasToken(text, best.tokens),
        commonest: (text: Sql) => hasToken(text, best.tokens.slice(0, 1)),
      };
      const label = labels.classes[best.label]!;
      const counts = await countPure(table, frameValue(column)!, members, y, label);
      const [share, baseRate] = [counts.rows / counts.labelled, counts.inClass / counts.present];
      const { z } = purity(counts.pure, counts.rows, baseRate, best.of * labels.classes.length);
      const pure = counts.pure / counts.rows;
      if (share < options.share || z < required || 1 - pure > allowed(baseRate) || baseRate > MAX_BASE) continue;
      const held = await Promise.all(
        heldOutHolding(peers, [column, y]).map((peer) =>
          countPure(peer, frameValue(peer.column(column.name)!)!, members, peer.column(target.name)!, label),
        ),
      );
      if (held.some(({ rows, pure: right }) => rows >= HELD_OUT.rows && right < HELD_OUT.purity * rows)) continue;
      found++;
      const several = best.tokens.length > 1;
      report({
        messageId: 'token',
        data: {
          tokens: several ? `${best.tokens.length} parts` : 'a part',
          go: several ? 'go' : 'goes',
          column: column.name,
          share,
          purity: pure,
          baseRate,
          target: target.name,
        },
        columns: [column],
        evidence: {
          tokens: best.tokens.length,
          of: best.of,
          rows: counts.rows,
          share,
          purity: pure,
          baseRate,
          z,
          requiredZ: required,
        },
        sql: sql`SELECT ${column}, ${y} FROM ${identifier(table.role)}`,
        examples: best.tokens.slice(0, 5),
      });
    }
    return clean({ columns: columns.length, found, requiredZ: required });
  },
});
