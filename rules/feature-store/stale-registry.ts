import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

const HOUR = 3600e6;

export default defineRule({
  id: 'feature-store/stale-registry',
  subject: 'feature-store',
  needs: [],
  severity: 'info',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['feast'],
  summary: 'A registry that is not what the Python files define',
  why: 'Feast joins and serves by the registry, not by the files that people read and review',
  fix: 'run `feast apply`',
  messages: {
    unknown: '{{name}} is defined in {{file}} and is not in the registry',
    ttl: '{{name}} has a ttl of {{definedHours}} h in {{file}} and of {{registeredHours}} h in the registry',
    project: 'feature_store.yaml names the project {{project}}, which the registry does not have: it has {{others}}',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    const { repository, definitions, registry } = store;
    if (!repository || !definitions) return skipped('needs the Python files of the store: `feast.repo`');
    const { project } = repository;
    if (project !== undefined && !registry.projects.includes(project) && registry.projects.length) {
      report({
        messageId: 'project',
        data: { project, others: registry.projects.slice(0, 5).join(', ') },
        evidence: { project, projects: registry.projects.length },
        severity: 'warn',
        location: { path: registry.path },
      });
      return clean({ definitions: definitions.length });
    }
    const isIn = (one: { readonly project: string }) => (store.project ?? one.project) === one.project;
    const views = registry.views.filter(isIn);
    const all = [...views, ...registry.services.filter(isIn), ...registry.onDemandViews.filter(isIn)];
    const known = new Set(all.map(({ name }) => name));
    for (const { name, file, ttl } of definitions) {
      const location = store.placeOf(name);
      if (!known.has(name)) {
        report({ messageId: 'unknown', data: { name, file }, evidence: { name }, discriminator: name, location });
        continue;
      }
      const view = views.find((one) => one.name === name);
      // What is defined twice has no ttl of its own.
      const isTwice = definitions.filter((one) => one.name === name).length > 1;
      if (!view || ttl === undefined || ttl === view.ttl || isTwice) continue;
      const [definedHours, registeredHours] = [ttl / HOUR, view.ttl / HOUR];
      report({
        messageId: 'ttl',
        data: { name, file, definedHours, registeredHours },
        evidence: { name, definedHours, registeredHours },
        severity: 'warn',
        discriminator: name,
        location,
      });
    }
    return clean({ definitions: definitions.length, ...(registry.lastUpdated && { lastUpdated: registry.lastUpdated }) });
  },
});
