import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { exactStrength } from '../../src/measure/exact-strength.ts';
import { type IdReading, idReadings } from '../../src/measure/id-readings.ts';
import { labelsOf } from '../../src/measure/labels.ts';
import { type Strength, strengthOf } from '../../src/measure/strength.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** A sample's strength may be this far below that of all rows. */
const MARGIN = 0.03;

export default defineRule({
  id: 'target/encoded-in-id',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target', 'id'],
  summary: 'An id from which the target can be read',
  why: 'the id was given when the outcome was known, or by lists kept apart by outcome, so a model that sees it needs nothing else',
  fix: 'keep the id out of the features, and do not split, sort or join by it; find out who assigns it',
  messages: {
    encoded: 'the {{what}} of {{column}} tells {{target}} (strength {{value}})',
  },
  options: z.strictObject({
    strength: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.9)
      .describe('AUC or concordance of a part of the id from which it is an error'),
    minRows: z.number().int().min(1).default(50).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, declared, inferredIds, options, report }) {
    const ids = [
      ...declared.id.map((column) => ({ column, isDeclared: true })),
      ...inferredIds.map((column) => ({ column, isDeclared: false })),
    ];
    if (!ids.length) return skipped('needs `id`');
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (!labels) return skipped('needs a target of plain values');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const tried = ids.flatMap(({ column, isDeclared }) =>
      idReadings(frame, column).map((reading) => ({ column, isDeclared, reading })),
    );
    const required = requiredZ(tried.length);
    const least = options.strength - (frame.sampled ? MARGIN : 0);
    const screened = tried.flatMap((one) => {
      const strength = strengthOf(one.reading.values, labels);
      return strength && strength.value >= least ? [one] : [];
    });
    const found = new Set<string>();
    let strongest = 0;
    for (const { column, isDeclared, reading } of screened) {
      const strength = await exactStrength(table, reading, target, [options.strength]);
      strongest = Math.max(strongest, strength?.value ?? 0);
      if (!strength || strength.value < options.strength || strength.z < required || found.has(column.name)) continue;
      const held = await weakestHeldOut(peers, column.name, reading.what, target, options);
      if (held !== undefined && held < options.strength - 0.1) continue;
      found.add(column.name);
      report({
        messageId: 'encoded',
        data: { what: reading.what, column: column.name, target: target.name, value: Math.round(strength.value * 1000) / 1000 },
        columns: [column],
        evidence: figures(strength, reading, held, required),
        severity: isDeclared ? 'error' : 'warn',
        sql: sql`SELECT ${reading.expression} AS reading, ${identifier(target.name)} FROM ${identifier(table.role)}`,
      });
    }
    return clean({ ids: ids.map(({ column }) => column.name), readings: tried.length, strongest, requiredZ: required });
  },
});

function figures(
  { statistic, value, z: score, rows }: Strength,
  { what }: IdReading,
  held: number | undefined,
  required: number,
) {
  return { reading: what, statistic, value, z: score, rows, requiredZ: required, heldOutValue: held ?? null };
}

/** What labelled held-out data shows of the same reading; undefined without such data. */
async function weakestHeldOut(
  peers: readonly Table[],
  name: string,
  what: IdReading['what'],
  target: Parameters<typeof exactStrength>[2],
  { strength: gate, minRows }: { readonly strength: number; readonly minRows: number },
): Promise<number | undefined> {
  const values: number[] = [];
  for (const peer of peers) {
    const column = peer.column(name);
    if (peer.role === 'serving' || !column || !peer.column(target.name)) continue;
    const frame = await peer.frame();
    if (frame.rows < minRows) continue;
    const readings = idReadings(frame, column).filter((reading) => reading.what === what);
    const strengths = await Promise.all(readings.map((reading) => exactStrength(peer, reading, target, [gate])));
    const best = Math.max(0, ...strengths.map((one) => one?.value ?? 0));
    if (best > 0) values.push(best);
  }
  return values.length ? Math.min(...values) : undefined;
}
