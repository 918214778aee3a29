import nx from '@nx/eslint-plugin';
import ts from 'typescript-eslint';

const may = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

const room = (suffix, message, ...group) => ({
  files: [`services/*/src/**/*.${suffix}.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const boundaries = {
  // The kits in testing know the interfaces of the libraries whose specs use them.
  ignoredCircularDependencies: [
    ['event-store', 'testing'],
    ['messaging', 'testing'],
  ],
  depConstraints: [
    {
      ...may('type:service', 'type:lib', 'type:contracts', 'type:testing'),
      bannedExternalImports: ['pg', 'nats', 'opossum'],
    },
    { sourceTag: 'service:gateway', bannedExternalImports: ['typeorm'] },
    may('type:testing', 'type:lib', 'type:contracts'),
    may('type:infra', 'type:lib', 'type:contracts', 'type:testing', 'infra:local'),
    may('lib:event-store', 'type:contracts', 'lib:observability', 'lib:testing'),
    may('lib:messaging', 'type:contracts', 'lib:observability', 'lib:event-store', 'lib:testing'),
    may('lib:iam-policy'),
    may('lib:audit-proof'),
    may('lib:client', 'type:testing'),
    may('lib:egress', 'type:contracts'),
    may('lib:resilience'),
    may(
      'lib:aws',
      'type:contracts',
      'lib:config',
      'lib:observability',
      'lib:messaging',
      'lib:testing',
    ),
    may(
      'lib:detection-kit',
      'type:contracts',
      'lib:config',
      'lib:messaging',
      'lib:aws',
      'lib:testing',
    ),
    may('lib:observability', 'lib:config'),
    may('lib:config'),
    may('type:contracts'),
  ],
};

export default [
  { ignores: ['**/gen/**', '**/dist/**', '.margay/**', '**/node_modules/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: ts.parser,
      parserOptions: {
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
      },
    },
    plugins: { '@nx': nx, '@typescript-eslint': ts.plugin },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['{services,libs}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/testing/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', '@margay/testing'] },
  },
  {
    files: ['services/gateway/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        '@margay/testing',
        // By import, not by tag: a tag would also forbid what messaging itself builds on.
        { name: '@margay/event-store', message: 'The gateway holds no data of its own.' },
      ],
    },
  },
  room(
    'decider',
    'Rules are pure: values in, events out.',
    '@nestjs/*',
    'typeorm',
    'node:*',
    '@margay/messaging',
  ),
  room(
    'service',
    'Doing knows no doors.',
    '**/*.controller.js',
    '**/*.wire.js',
    '@nestjs/microservices',
  ),
  room(
    'controller',
    'A door admits and translates.',
    'typeorm',
    '@aws-sdk/*',
    '**/*.projection.js',
  ),
  room('projection', 'Memory only remembers.', '**/*.service.js', '**/*.client.js'),
  {
    files: ['services/*/src/**/*.decider.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: 'Rules never wait.' },
        {
          selector: "Identifier[name='Date'], Identifier[name='Math']",
          message: 'Time and chance arrive in the command.',
        },
      ],
    },
  },
];
