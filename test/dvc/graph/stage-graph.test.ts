import { describe, expect, it } from 'vitest';
import { StageGraph } from '../../../src/dvc/graph/stage-graph.ts';
import { Repository } from '../../../src/dvc/repository/repository.ts';
import { loadStages } from '../../../src/dvc/stage/load-stages.ts';
import type { Stage } from '../../../src/dvc/stage/stage.ts';
import { dvcFile, md5, TempRepository } from '../temp-repository.ts';

function graphOf(stages: string): StageGraph {
  const { root } = new TempRepository({ 'dvc.yaml': `stages:\n${stages}`, 'raw.csv.dvc': dvcFile('raw.csv', md5('raw')) });
  const repository = new Repository(root);
  return new StageGraph(loadStages(repository, repository.tree));
}
const names = (stages: Iterable<Stage>) => [...stages].map(({ address }) => address).sort();
const stage = (graph: StageGraph, address: string) => graph.stages.find((s) => s.address === address)!;

describe('StageGraph', () => {
  const pipeline = `
  split: {cmd: x, deps: [raw.csv], outs: [data/split/train.csv, data/split/test.csv]}
  scale: {cmd: x, deps: [data/split], outs: [scaled]}
  train: {cmd: x, deps: [scaled/train.csv], params: [p.yaml: [a]], outs: [model]}
  other: {cmd: x, deps: [data/split/train.csv.bak, data/spl], outs: [p.yaml: {cache: false}]}
`;

  it('joins a dep with the out it is, lies in, or holds, and parameters with the stage that writes them', () => {
    const graph = graphOf(pipeline);
    expect(names(graph.producersOf(stage(graph, 'split')))).toEqual(['raw.csv.dvc']);
    expect(names(graph.producersOf(stage(graph, 'scale')))).toEqual(['split']);
    expect(names(graph.producersOf(stage(graph, 'train')))).toEqual(['other', 'scale']);
    expect(names(graph.producersOf(stage(graph, 'other')))).toEqual([]);
    expect(names(graph.consumersOf(stage(graph, 'split')))).toEqual(['scale']);
  });

  it('follows what feeds a stage, near and far, and around another', () => {
    const graph = graphOf(pipeline);
    const [train, split, raw] = ['train', 'split', 'raw.csv.dvc'].map((address) => stage(graph, address)) as [
      Stage,
      Stage,
      Stage,
    ];
    expect(names(graph.ancestorsOf(train))).toEqual(['other', 'raw.csv.dvc', 'scale', 'split']);
    expect(names(graph.descendantsOf(raw))).toEqual(['scale', 'split', 'train']);
    expect(graph.ancestorsOf(train, split).has(raw)).toBe(false);
  });

  it('survives a cycle', () => {
    const cycle = graphOf('  a: {cmd: x, deps: [y], outs: [x]}\n  b: {cmd: x, deps: [x, z], outs: [y, z]}\n');
    expect(names(cycle.ancestorsOf(stage(cycle, 'a')))).toEqual(['a', 'b']);
    expect(cycle.edges.every(({ consumer, producer }) => consumer !== producer)).toBe(true);
  });
});
