import { AwsError, JSON_DIALECT } from '../aws-error.js';
import { permitted } from '../authorization.js';
import type { Caller } from '../caller.js';
import type { World } from '../world.js';
import { type BuildPhase, buildBy, type BuildState } from './builds.js';

export type JsonInput = Readonly<Record<string, unknown>>;

const seconds = (at: number | undefined) => (at === undefined ? undefined : at / 1_000);

const phaseOf = ({ type, startedAt, endedAt, status, context }: BuildPhase): object => ({
  phaseType: type,
  phaseStatus: status,
  startTime: seconds(startedAt),
  endTime: seconds(endedAt),
  durationInSeconds: endedAt === undefined ? undefined : Math.round((endedAt - startedAt) / 1_000),
  contexts:
    status === undefined
      ? undefined
      : [{ statusCode: context?.statusCode ?? '', message: context?.message ?? '' }],
});

function buildOf({ build, status, endedAt, phases }: BuildState): object {
  const { account, region, id, project, number, startedAt, environment } = build;
  const stream = id.split(':')[1] ?? '';
  return {
    id,
    arn: `arn:aws:codebuild:${region}:${account}:build/${id}`,
    buildNumber: number,
    projectName: project,
    startTime: seconds(startedAt),
    endTime: seconds(endedAt),
    currentPhase: phases.at(-1)?.type,
    buildStatus: status,
    buildComplete: endedAt !== undefined,
    phases: phases.map(phaseOf),
    logs: { groupName: `/aws/codebuild/${project}`, streamName: stream },
    environment: {
      environmentVariables: Object.entries(environment).map(([name, value]) => ({
        name,
        value,
        type: 'PLAINTEXT',
      })),
    },
  };
}

const text = (input: JsonInput, name: string): string => {
  const value = input[name];
  if (typeof value !== 'string' || value === '')
    throw new AwsError('InvalidInputException', `The member ${name} must not be empty.`);
  return value;
};

const texts = (input: JsonInput, name: string): readonly string[] => {
  const value = input[name];
  if (!Array.isArray(value) || value.length === 0 || value.length > 100)
    throw new AwsError('InvalidInputException', `The member ${name} must have 1 to 100 elements.`);
  return value.map(String);
};

const overrides = (input: JsonInput): Readonly<Record<string, string>> => {
  const listed = input['environmentVariablesOverride'];
  const variables = Array.isArray(listed) ? (listed as readonly JsonInput[]) : [];
  return Object.fromEntries(variables.map(({ name, value }) => [String(name), String(value)]));
};

type Run = (world: World, caller: Caller, input: JsonInput, now: number) => object;

const RUNS: Readonly<Record<string, Run>> = {
  StartBuild: (world, caller, input, now) => {
    const token = typeof input['idempotencyToken'] === 'string' ? input['idempotencyToken'] : '';
    const { compression } = world.stacks;
    const project = text(input, 'projectName');
    const build = world.builds.start(caller, project, token, overrides(input), compression, now);
    return { build: buildOf(buildBy(build, now)) };
  },
  BatchGetBuilds: (world, caller, input, now) => {
    const found = texts(input, 'ids').map((id) => [id, world.builds.get(caller, id)] as const);
    return {
      builds: found.flatMap(([, build]) => (build ? [buildOf(buildBy(build, now))] : [])),
      buildsNotFound: found.flatMap(([id, build]) => (build ? [] : [id])),
    };
  },
  StopBuild: (world, caller, input, now) => ({
    build: buildOf(buildBy(world.builds.stop(caller, text(input, 'id'), now), now)),
  }),
  ListBuildsForProject: (world, caller, input, now) => {
    const project = text(input, 'projectName');
    if (!world.builds.hasProject(caller, project, now))
      throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${project}`);
    const builds = world.builds.of(caller, project);
    const ordered = input['sortOrder'] === 'ASCENDING' ? builds.toReversed() : builds;
    return { ids: ordered.slice(0, 100).map(({ id }) => id) };
  },
  BatchGetProjects: (world, caller, input, now) => {
    const { account, region } = caller;
    const names = texts(input, 'names');
    const found = names.filter((name) => world.builds.hasProject(caller, name, now));
    return {
      projects: found.map((name) => ({
        name,
        arn: `arn:aws:codebuild:${region}:${account}:project/${name}`,
      })),
      projectsNotFound: names.filter((name) => !found.includes(name)),
    };
  },
};

/** The projects that a call is about: a build's id begins with the name of its own. */
const projectsIn = ({ projectName, id, ids, names }: JsonInput): readonly string[] =>
  [projectName ?? id ?? ids ?? names ?? '*'].flat().map((each) => String(each).split(':')[0] ?? '');

/** Every call by its name. */
export const CODEBUILD_OPERATIONS = new Map(
  Object.entries(RUNS).map(([name, run]) => {
    const action = `codebuild:${name}`;
    return [
      name,
      (world: World, caller: Caller, input: JsonInput): object => {
        const { account, region } = caller;
        const resources = projectsIn(input).map(
          (project) => `arn:aws:codebuild:${region}:${account}:project/${project}`,
        );
        const resource = resources.find(
          (each) => !permitted(world, caller, { action, resource: each }),
        );
        if (resource !== undefined)
          throw JSON_DIALECT.denied(
            `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
          );
        return run(world, caller, input, world.now().getTime());
      },
    ] as const;
  }),
);
