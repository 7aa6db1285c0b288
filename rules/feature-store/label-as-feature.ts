import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { labelsOf } from '../../src/measure/feature-store/labels-of.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';

export default defineRule({
  id: 'feature-store/label-as-feature',
  subject: 'feature-store',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'feast'],
  summary: 'A label that the feature store serves as a feature',
  why: 'the model is given the answer while it is trained, and production has no answer to give it',
  fix: 'take the label out of the service and out of its views; keep it in a label view or a table of its own',
  messages: {
    served: 'service {{service}} serves {{view}}:{{feature}}, which is the label',
    request: 'on-demand view {{view}} asks for {{feature}} with the request, which is the label',
    online: 'view {{view}} has {{feature}}, which is the label, among its features and is served online',
    column: '{{column}} of train is a label by the registry ({{view}}) and not the target: a model may learn from it',
  },
  options: z.strictObject({}),
  async check({ store, train, declared, inputs, report }) {
    const labels = labelsOf(store, declared.target?.name);
    if (!labels.size) return skipped('needs `target`, or a label view whose tags say which field is the label');
    const isDeclared = store.service !== undefined;
    // Of several services one may be there to fetch training data.
    const isServing = isDeclared || store.services.length === 1;
    const kinds = new Map(store.views.map((view) => [view.name, view.kind]));
    const served = new Set<string>();
    for (const service of store.services) {
      for (const { view, features } of service.projections) {
        // A label view in a service is the matter of feature-store/label-view-served.
        if (kinds.get(view) === 'label') continue;
        for (const { name } of features.filter((feature) => labels.has(feature.name))) {
          served.add(`${view}:${name}`);
          report({
            messageId: 'served',
            data: { service: service.name, view, feature: name },
            evidence: { service: service.name, view, feature: name, serviceDeclared: isDeclared },
            ...(!isServing && { severity: 'warn', confidence: 'medium' }),
            discriminator: `${service.name} ${view}:${name}`,
            location: store.placeOf(service.name),
          });
        }
      }
    }
    const projected = new Set(store.services.flatMap(({ projections }) => projections.map(({ view }) => view)));
    const onDemand = store.registry.onDemandViews.filter(
      ({ name, project }) => (store.project ?? project) === project && (!isDeclared || projected.has(name)),
    );
    for (const view of onDemand) {
      for (const { name } of view.requestFields.filter((field) => labels.has(field.name))) {
        report({
          messageId: 'request',
          data: { view: view.name, feature: name },
          evidence: { view: view.name, feature: name },
          discriminator: `${view.name}:${name}`,
          location: store.placeOf(view.name),
        });
      }
    }
    const inUse = viewsInUse(store).filter((view) => view.kind !== 'label');
    for (const view of isDeclared ? [] : inUse.filter(({ online }) => online)) {
      for (const { name } of view.features.filter((feature) => labels.has(feature.name))) {
        if (served.has(`${view.name}:${name}`)) continue;
        report({
          messageId: 'online',
          data: { view: view.name, feature: name },
          evidence: { view: view.name, feature: name },
          severity: 'warn',
          confidence: 'medium',
          discriminator: `${view.name}:${name}`,
          location: store.placeOf(view.name),
        });
      }
    }
    const labelViews = store.views.filter(({ kind }) => kind === 'label');
    for (const column of train ? inputs : []) {
      const [name, feature] =
        store.features
          .ofColumn(column.name)
          ?.feast?.replace(/@[^:]*/, '')
          .split(':') ?? [];
      const view = labelViews.find((one) => one.name === name);
      if (!view || feature === undefined || view.roles.get(feature) !== 'label') continue;
      report({
        messageId: 'column',
        data: { column: column.name, view: view.name },
        columns: [column],
        evidence: { view: view.name, feature },
        severity: 'warn',
        confidence: 'medium',
      });
    }
    return clean({ labels: labels.size, services: store.services.length, views: inUse.length });
  },
});
