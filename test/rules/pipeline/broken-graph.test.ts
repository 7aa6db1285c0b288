import rule from '../../../rules/pipeline/broken-graph.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

pipelineCases(rule, [
  {
    name: 'one output of two stages',
    stages: '  a: {cmd: a, outs: [x.csv]}\n  b: {cmd: b, outs: [x.csv]}\n',
    expect: ['error doubled: x.csv is an output of both a and b'],
  },
  {
    name: 'an output within another',
    stages: '  a: {cmd: a, outs: [parts]}\n  b: {cmd: b, outs: [parts/x.csv]}\n',
    expect: ['error overlapping: parts/x.csv, an output of b, lies in parts, an output of a'],
  },
  {
    name: 'an output that its stage reads',
    stages: '  a: {cmd: a, deps: [x.csv], outs: [x.csv]}\n',
    expect: ['error ownInput: stage a depends on its own output x.csv'],
  },
  {
    name: 'a circle, told once',
    stages: '  a: {cmd: a, deps: [y], outs: [x]}\n  b: {cmd: b, deps: [x], outs: [y]}\n  c: {cmd: c, deps: [y], outs: [z]}\n',
    expect: ['error cycle: stages a, b depend on one another in a circle'],
  },
  {
    name: 'a chain',
    stages: '  a: {cmd: a, outs: [x, xy]}\n  b: {cmd: b, deps: [x], outs: [y]}\n',
    expect: [],
  },
]);
