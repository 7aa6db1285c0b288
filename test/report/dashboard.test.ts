import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prometheus } from '../../src/report/formats/prometheus.ts';
import { plain, sample } from './sample.ts';

const folder = new URL('../../docs/dashboards/', import.meta.url);
const dashboard = JSON.parse(readFileSync(new URL('grafana.json', folder), 'utf8'));
const page = readFileSync(new URL('README.md', folder), 'utf8');

/** The labels of each metric that is written. */
const written = new Map<string, Set<string>>();
for (const [, name, labels] of prometheus.render(sample(), plain).matchAll(/^(watertight_\w+)\{(.*)\}/gm)) {
  const known = written.get(name!) ?? new Set();
  for (const [, label] of labels!.matchAll(/(\w+)="/g)) known.add(label!);
  written.set(name!, known);
}

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}
const panels: readonly Panel[] = dashboard.panels;

describe('the Grafana dashboard', () => {
  it.each(panels.map((panel) => [panel.title, panel] as const))(
    '%s asks for metrics and labels that are written',
    (_, { targets }) => {
      expect(targets.length).toBeGreaterThan(0);
      for (const { expr, legendFormat } of targets) {
        const metrics = [...expr.matchAll(/watertight_\w+/g)].map(([name]) => name);
        expect(metrics.length).toBeGreaterThan(0);
        const matchers = [...expr.matchAll(/(\w+)\s*(?:=~|!=|!~|=)\s*"/g)].map(([, label]) => label!);
        const grouped = [...expr.matchAll(/by \(([^)]+)\)/g)].flatMap(([, list]) => list!.split(/,\s*/));
        const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);
        for (const metric of metrics) {
          expect([...written.keys()]).toContain(metric);
          for (const label of [...matchers, ...grouped, ...shown]) expect([...written.get(metric)!], metric).toContain(label);
        }
      }
    },
  );

  it('has panels that do not lie on each other', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  });
});

it('its page names every metric, and none else', () => {
  const named = new Set([...page.matchAll(/watertight_\w+/g)].map(([name]) => name));
  expect([...named].sort()).toEqual([...written.keys()].sort());
});
