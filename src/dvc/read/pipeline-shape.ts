import { anyOf, anything, flag, keys, listOf, mapOf, nothing, type Shape, text } from './shape.ts';
import { isMap } from './value.ts';

const annotations = { desc: text, type: text, labels: listOf(text), meta: anything };
const out = { ...annotations, cache: flag, persist: flag, checkpoint: flag, remote: text, push: flag };
const outs = listOf(anyOf('a path or a map', text, mapOf(keys(out))));
const plot = keys({ ...out, template: text, x: text, y: text, x_label: text, y_label: text, title: text, header: flag });
const list = listOf(anything);
const map: Shape = (value, at) => (isMap(value) ? null : `${at}: expected a map`);
const vars = listOf(anyOf('a file or a map', text, map));

const stage = keys(
  {
    matrix: mapOf(anyOf('text or a list', text, list)),
    cmd: anyOf('text or a list', text, list),
    wdir: text,
    deps: listOf(text),
    params: listOf(anyOf('a key or a map', text, map)),
    vars,
    frozen: flag,
    meta: anything,
    desc: text,
    always_changed: flag,
    outs,
    metrics: outs,
    plots: listOf(anyOf('a path or a map', text, mapOf(anyOf('a map or a list of maps', plot, listOf(plot))))),
  },
  ['cmd'],
);
const generator = keys({ foreach: anyOf('a list, a map or text', map, list, text), do: stage }, ['foreach', 'do']);
const definition: Shape = (value, at) =>
  (isMap(value) && (value.has('foreach') || value.has('do')) ? generator : stage)(value, at);

const topPlot = keys({
  x: anyOf('text or a map', text, mapOf(text)),
  y: anyOf('text, a list or a map', text, listOf(text), mapOf(anyOf('text or a list', text, listOf(text)))),
  x_label: text,
  y_label: text,
  title: text,
  template: text,
});

const namedPlots = mapOf(anyOf('a map', topPlot, nothing));
const topPlots: Shape = (value, at) => (isMap(value) && value.size === 0 ? `${at}: names no plot` : namedPlots(value, at));

export const PIPELINE_FILE = keys({
  datasets: anything,
  plots: listOf(anyOf('a path or a map', text, topPlots)),
  stages: mapOf(definition),
  vars,
  params: listOf(text),
  metrics: listOf(text),
  artifacts: mapOf(keys({ path: text, ...annotations }, ['path'])),
});
