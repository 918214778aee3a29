// Lints what must not be written, in the place of files that exist, and prints the rules it broke.
import { ESLint } from 'eslint';

const VIOLATIONS = {
  'a decider that knows Nest': [
    'services/tokens/src/token/token.decider.ts',
    `import { Logger } from '@nestjs/common';\nexport const logger = new Logger();\n`,
  ],
  'a decider that waits': [
    'services/tokens/src/token/token.decider.ts',
    `export async function decide(): Promise<number> {\n  return Promise.resolve(1);\n}\n`,
  ],
  'a decider that looks at the clock': [
    'services/tokens/src/token/token.decider.ts',
    `export const now = () => Date.now();\n`,
  ],
  'a service that speaks to NATS itself': [
    'services/tokens/src/tokens.service.ts',
    `import { connect } from 'nats';\nexport const c = connect;\n`,
  ],
  'a service that speaks to PostgreSQL itself': [
    'services/audit/src/attempts/attempts.service.ts',
    `import pg from 'pg';\nexport const p = pg;\n`,
  ],
  'a service that reaches into another': [
    'services/tokens/src/tokens.service.ts',
    `import { auditEntryOf } from '../../audit/src/audit-entry.js';\nexport const a = auditEntryOf;\n`,
  ],
  'a service that uses the kits of specs': [
    'services/tokens/src/tokens.service.ts',
    `import { eventually } from '@margay/testing';\nexport const e = eventually;\n`,
  ],
  'a gateway that holds data': [
    'services/gateway/src/main.ts',
    `import { Database } from '@margay/event-store';\nexport const d = Database;\n`,
  ],
  'a library that knows more than it may': [
    'libs/config/src/secret.ts',
    `import { Bus } from '@margay/messaging';\nexport const b = Bus;\n`,
  ],
  'doing that knows its door': [
    'services/tokens/src/tokens.service.ts',
    `import { TokensController } from './tokens.controller.js';\nexport const t = TokensController;\n`,
  ],
  'a promise that nobody waits for': [
    'services/tokens/src/tokens.service.ts',
    `export const go = () => {\n  Promise.resolve(1);\n};\n`,
  ],
  'a switch that forgets a case': [
    'services/tokens/src/tokens.service.ts',
    `export const go = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n};\n`,
  ],
  'nothing wrong': ['services/tokens/src/tokens.service.ts', `export const one = 1;\n`],
};

// Where CI is set, the parser would read the files from disk instead of the texts given here.
process.env.TSESTREE_SINGLE_RUN = 'false';
const eslint = new ESLint({ cwd: process.argv[2] });
const broken = {};
for (const [what, [filePath, text]] of Object.entries(VIOLATIONS)) {
  const [result] = await eslint.lintText(text, { filePath: `${process.argv[2]}/${filePath}` });
  broken[what] = [...new Set(result.messages.map(({ ruleId }) => ruleId))];
}
process.stdout.write(JSON.stringify(broken));
