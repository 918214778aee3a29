import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { CHECKOUT } from '../src/checkout.js';
import { SERVICES } from '../src/services.js';

const KUBERNETES = join(CHECKOUT, 'infra/kubernetes');

interface Container {
  readonly envFrom: readonly { readonly secretRef?: { readonly name: string } }[];
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template?: { readonly spec: { readonly containers: readonly Container[] } };
    readonly podSelector?: {
      readonly matchExpressions?: readonly { readonly values: readonly string[] }[];
    };
  };
}

const read = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(join(KUBERNETES, file), 'utf8')).map(
    (document) => document.toJS() as Manifest,
  );

const FILES = readdirSync(KUBERNETES, { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    file.endsWith('.yaml') && !file.endsWith('kustomization.yaml') && !file.includes('secrets/'),
);

/** `networking.k8s.io/v1` has its types in `kubernetes-types/networking/v1`, `v1` in `core/v1`. */
const typesOf = (apiVersion: string): string => {
  const [group = '', version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['core', apiVersion];
  return `kubernetes-types/${group.split('.')[0]}/${version}`;
};

/** What the compiler says of manifests as values of Kubernetes' own types: unknown fields, wrong values, what is missing. */
function complaintsAbout(manifests: readonly Manifest[]): string[] {
  const source = manifests
    .map(
      (manifest, i) =>
        `import type { ${manifest.kind} as T${i} } from '${typesOf(manifest.apiVersion)}';\n` +
        `export const m${i}: T${i} = ${JSON.stringify(manifest)};\n`,
    )
    .join('');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const name = join(CHECKOUT, 'infra/local/test/manifests.generated.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists.call(host, file);
  host.getSourceFile = (file, ...rest) =>
    file === name
      ? ts.createSourceFile(file, source, ts.ScriptTarget.Latest)
      : getSourceFile.call(host, file, ...rest);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the manifests for Kubernetes', () => {
  it('are what Kubernetes knows, field by field', () => {
    expect(complaintsAbout(FILES.flatMap(read))).toEqual([]);
  });

  it('would be refused for a field that does not exist', () => {
    const [deployment] = read('base/tokens.yaml').filter(({ kind }) => kind === 'Deployment');
    const wrong = structuredClone(deployment) as unknown as { spec: { replica: number } };
    wrong.spec.replica = 2;
    expect(complaintsAbout([wrong as unknown as Manifest]).join()).toContain('"replica"');
  });

  it.each(SERVICES)('run $name without rights, watched, with its own secrets', ({ name }) => {
    const deployment = read(`base/${name}.yaml`).find(({ kind }) => kind === 'Deployment');
    expect(deployment?.spec.template?.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: `margay/${name}`,
          livenessProbe: { httpGet: { path: '/livez' } },
          readinessProbe: { httpGet: { path: '/readyz' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    });
    const [container] = deployment?.spec.template?.spec.containers ?? [];
    const secrets = container?.envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []);
    expect(secrets).toEqual([name]);
  });

  it('let those to the database that have a schema, and nobody else', () => {
    const policies = read('base/network-policies.yaml');
    const admitted = (policy: string) =>
      policies.find(({ metadata }) => metadata.name === policy)?.spec.podSelector
        ?.matchExpressions?.[0]?.values;
    const owners = SERVICES.filter(({ database }) => database).map(({ name }) => name);
    expect([...(admitted('services-to-database') ?? [])].sort()).toEqual(
      [...owners, 'setup'].sort(),
    );
    const all = SERVICES.map(({ name }) => name).sort();
    expect([...(admitted('services-to-bus') ?? [])].sort()).toEqual(all);
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

(kubectl ? describe : describe.skip)('what kustomize makes of them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'margay-kubernetes-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(['single', 'production'])('%s: whole, and again what Kubernetes knows', (overlay) => {
    const copy = join(directory, overlay);
    cpSync(KUBERNETES, copy, {
      recursive: true,
      filter: (file) => !file.endsWith('/secrets'),
    });
    const secrets = join(copy, 'overlays', overlay, 'secrets');
    const setup = spawnSync(
      process.execPath,
      [join(CHECKOUT, 'infra/local/dist/setup.js'), 'secrets', secrets],
      {
        encoding: 'utf8',
        env: {
          ADMIN_DATABASE_URL: 'postgres://postgres@postgres:5432/postgres',
          NATS_URL: 'nats://nats:4222',
        },
      },
    );
    expect(setup).toMatchObject({ status: 0, stderr: '' });
    const made = spawnSync('kubectl', ['kustomize', join(copy, 'overlays', overlay)], {
      encoding: 'utf8',
    });
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const manifests = parseAllDocuments(made.stdout).map((each) => each.toJS() as Manifest);
    expect(complaintsAbout(manifests)).toEqual([]);
    const deployed = manifests.filter(({ kind }) => kind === 'Deployment');
    expect(deployed.map(({ metadata }) => metadata.name).sort()).toEqual(
      SERVICES.map(({ name }) => name).sort(),
    );
  });
});
