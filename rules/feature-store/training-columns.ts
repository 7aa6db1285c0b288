import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { fitsValueType } from '../../src/measure/feature-store/fits-value-type.ts';
import { requestColumns, servedFeatures } from '../../src/measure/feature-store/service-columns.ts';

export default defineRule({
  id: 'feature-store/training-columns',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew', 'schema', 'feast'],
  summary: 'Training data whose columns are not those of the feature service',
  why: 'the model is served by the service: what that does not give, or gives in another type, the model does not have',
  fix: 'fetch the training data with the service, or add the feature to it',
  messages: {
    missing: 'train has no column of {{feature}}, which service {{service}} gives',
    unserved: '{{column}} is {{feature}} of the registry, which service {{service}} does not give',
    extra: '{{column}} is no feature of the registry: whoever asks service {{service}} must bring it along',
    type: '{{column}} is {{type}} in train and {{valueType}} in the registry',
  },
  options: z.strictObject({}),
  async check({ store, train, declared, inputs, report }) {
    const { service } = store;
    if (service === undefined) return skipped('needs the service that the model is served by: `feast.service`');
    if (!train) return skipped('needs train data');
    const served = servedFeatures(store, train.columns, declared.features);
    const common = (columns: readonly string[]) => ({ columns, evidence: { service, features: served.length } });
    for (const { name, type, column } of served) {
      if (!column) report({ messageId: 'missing', data: { feature: name, service }, ...common([name]) });
      else if (!fitsValueType(column, type)) {
        const said = { column: column.name, type: column.type, valueType: type };
        report({ messageId: 'type', data: said, columns: [column], evidence: { ...said, service } });
      }
    }
    const known = new Set(served.flatMap(({ column }) => column?.name ?? []));
    const brought = requestColumns(store);
    const onDemand = new Set(
      store.registry.onDemandViews.flatMap(({ name, features }) => features.map((one) => `${name}__${one.name}`)),
    );
    for (const { name: column } of inputs) {
      if (known.has(column) || brought.has(column)) continue;
      const view = store.views.find(({ name, features }) =>
        features.some((one) => [`${name}__${one.name}`, one.name].includes(column)),
      );
      const feature = view ? `a feature of view ${view.name}` : onDemand.has(column) ? 'a feature computed on demand' : undefined;
      if (feature !== undefined) report({ messageId: 'unserved', data: { column, feature, service }, ...common([column]) });
      else if (declared.features.get(column)?.available !== 'after') {
        report({ messageId: 'extra', data: { column, service }, ...common([column]), severity: 'info' });
      }
    }
    return clean({ service, features: served.length, inputs: inputs.length });
  },
});
