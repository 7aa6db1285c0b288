import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/secret-in-config',
  subject: 'pipeline',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Credentials in .dvc/config, which is committed',
  why: 'everyone who can read the repository can read and change the data, in all its history',
  fix: 'revoke the credential, then set the new one with `dvc remote modify --local`',
  messages: {
    secret: '.dvc/config holds a credential: {{key}}',
  },
  options: z.strictObject({}),
  async check({ repository, report }) {
    for (const key of repository.secrets) {
      report({
        messageId: 'secret',
        data: { key },
        evidence: { key },
        discriminator: key,
        location: repository.place('.dvc/config'),
      });
    }
    return clean();
  },
});
