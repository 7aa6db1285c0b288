import { UserError } from '../errors.ts';
import type { Feature, FeatureType } from '../features/feature.ts';
import type { DescribedTable, Description } from './description.ts';
import { Entry } from './entry.ts';

/** The YAML between the first lines of `---` of a Hugging Face data-set card. @throws UserError */
export async function readHuggingFaceCard(text: string, shown: string): Promise<Description> {
  if (!/^(\uFEFF)?---\s*$/m.test(text.split('\n', 1)[0]!)) return readHuggingFaceInfos(await Entry.read(text, shown));
  const end = /^---[ \t]*\r?$/m.exec(text.slice(3));
  const position = { path: shown, line: 1, column: 1 };
  if (!end) throw new UserError('the front matter has no closing line of `---`', { position });
  const root = await Entry.read(`   ${text.slice(3, end.index + 3)}`, shown);
  const infos = root.isMap ? root.each('dataset_info') : [];
  if (!infos.length) throw new UserError('the front matter has no `dataset_info`', { position });
  const files = filesByTable(root);
  return {
    tables: infos.map((info): DescribedTable => {
      const name = info.text('config_name');
      return {
        ...(name !== undefined && { name }),
        files: files.get(name) ?? [],
        features: info.items('features').flatMap((feature) => featureOf(feature, feature.text('name'))),
        ...labelOf(root, name),
      };
    }),
  };
}

/** An old dataset_infos.json: by configuration. */
export function readHuggingFaceInfos(root: Entry): Description {
  return {
    tables: root.map().map(([name, info]): DescribedTable => {
      const label = info.get('supervised_keys')?.text('output');
      const features = info.get('features')?.map() ?? [];
      return {
        name,
        features: features.flatMap(([column, feature]) => featureOf(feature, column)),
        ...(label !== undefined && { label }),
      };
    }),
  };
}

/** `configs` give the files of each configuration; one without a name is the default one. */
function filesByTable(root: Entry): ReadonlyMap<string | undefined, readonly string[]> {
  return new Map(
    root.each('configs').map((config) => [
      config.text('config_name'),
      config
        .each('data_files')
        .flatMap((file) => (file.isMap ? file.each('path') : [file]))
        .map((path) => path.asText()),
    ]),
  );
}

/** `train-eval-index` says which columns a metric takes. */
function labelOf(root: Entry, table: string | undefined): { readonly label?: string } {
  const labels = root.each('train-eval-index').flatMap((index) => {
    const config = index.text('config');
    if (config !== undefined && table !== undefined && config !== table) return [];
    const columns = index.get('col_mapping')?.map() ?? [];
    return columns.flatMap(([column, { value }]) =>
      value === 'target' || value === 'label' || value === 'labels' ? [column] : [],
    );
  });
  const [label, other] = new Set(labels);
  return label === undefined || other !== undefined ? {} : { label };
}

const types: readonly (readonly [RegExp, FeatureType])[] = [
  [/^u?int(8|16|32|64)$/, 'integer'],
  [/^(float(16|32|64)?|double|decimal(128|256).*)$/, 'number'],
  [/^bool$/, 'boolean'],
  [/^(large_)?string$/, 'string'],
  [/^date(32|64)$/, 'date'],
  [/^timestamp\b.*$/, 'timestamp'],
];

function featureOf(feature: Entry, name: string | undefined): Feature[] {
  if (name === undefined || !feature.isMap) return [];
  const type = feature.get('dtype');
  const classes = type?.isMap ? type.get('class_label') : feature.get('_type')?.value === 'ClassLabel' ? feature : undefined;
  const isPlain = typeof type?.value === 'string' && !classes;
  return [
    feature.feature(name, {
      type: isPlain ? types.find(([pattern]) => pattern.test(type.value as string))?.[1] : undefined,
      values: classes && classValues(classes),
    }),
  ];
}

/** A class is kept as its number, or as its name in text; -1 stands for a label that is withheld. */
function classValues(classes: Entry): Feature['values'] {
  const names = classes.get('names');
  const texts = names?.isMap ? names.map().map(([, name]) => name.value) : names?.list().map(({ value }) => value);
  if (!texts?.length || !texts.every((text) => typeof text === 'string' || typeof text === 'number')) return undefined;
  return [-1, ...texts.keys(), ...texts.filter((text) => typeof text === 'string')];
}
