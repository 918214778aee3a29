import type { AwsError } from '../aws-error.js';
import type { Place, Stack } from './stack.js';
import { invalid } from './template.js';

/** For how long a deleted stack can still be read. */
const KEPT_MS = 90 * 86_400_000;

const notThere = (name: string): AwsError => invalid(`Stack with id ${name} does not exist`);

/** Which stacks there are, as of a moment: by name, by ARN, by account and region. */
export class StackIndex {
  private readonly byId = new Map<string, Stack>();
  private readonly byName = new Map<string, Stack[]>();
  private readonly byPlace = new Map<string, Stack[]>();

  register(stack: Stack): void {
    this.byId.set(stack.id, stack);
    const { account, region } = stack.place;
    const put = (index: Map<string, Stack[]>, ...key: readonly string[]) => {
      const others = index.get(key.join('\n'));
      if (others) others.push(stack);
      else index.set(key.join('\n'), [stack]);
    };
    put(this.byName, account, region, stack.name);
    put(this.byPlace, account, region);
  }

  /** Whether a stack holds such a resource, ready for use. */
  makes(place: Place, type: string, physicalId: string, now: number): boolean {
    return this.stacks(place, now).some((stack) =>
      [...stack.live(now).values()].some(
        (live) =>
          live.type === type &&
          live.physicalId === physicalId &&
          /^(CREATE|UPDATE)_COMPLETE$/.test(live.status),
      ),
    );
  }

  /** Those of one place that can be seen, oldest first. */
  stacks({ account, region }: Place, now: number): readonly Stack[] {
    const all = this.byPlace.get([account, region].join('\n')) ?? [];
    return all.filter((stack) => this.isSeen(stack, now));
  }

  private isSeen(stack: Stack, now: number): boolean {
    const own = stack.ownRow(now);
    return own !== undefined && !(own.status === 'DELETE_COMPLETE' && now - own.at > KEPT_MS);
  }

  /** By name as long as it is there, by ARN also when it is deleted. */
  find({ account, region }: Place, nameOrId: string, now: number): Stack | undefined {
    if (!nameOrId.startsWith('arn:')) {
      const named = this.byName.get([account, region, nameOrId].join('\n')) ?? [];
      return named.findLast((stack) => {
        const status = stack.status(now);
        return status !== undefined && status !== 'DELETE_COMPLETE';
      });
    }
    const stack = this.byId.get(nameOrId);
    const isHere = stack?.place.account === account && stack.place.region === region;
    return isHere && this.isSeen(stack, now) ? stack : undefined;
  }

  /** @throws AwsError */
  get(place: Place, nameOrId: string, now: number): Stack {
    const stack = this.find(place, nameOrId, now);
    if (!stack) throw notThere(nameOrId);
    return stack;
  }

  /** A stack that is there. @throws AwsError */
  there(place: Place, nameOrId: string, now: number): readonly [Stack, string] {
    const stack = this.get(place, nameOrId, now);
    const status = stack.status(now) ?? '';
    if (status === 'DELETE_COMPLETE') throw notThere(nameOrId);
    return [stack, status];
  }

  clear(): void {
    this.byId.clear();
    this.byName.clear();
    this.byPlace.clear();
  }
}
