import type { components } from '@margay/client';
import { MultiBar, type SingleBar } from 'cli-progress';

type Stack = NonNullable<components['schemas']['Deployment']['progress']>['stacks'][number];

const NAME_WIDTH = 32;
const FORMAT = '{name} {bar} {percentage} % | {value} of {total} | {eta_formatted} left | {status}';

/** The tree of stacks that a deployment works at: a bar for each, in the order in which they began, and lines above. */
export class StackBars {
  private readonly bars = new Map<string, { bar: SingleBar; total: number; isOpen: boolean }>();
  private readonly all: MultiBar;
  private said = '';

  constructor(
    private readonly root: string,
    stream: NodeJS.WritableStream = process.stderr,
    noTTYOutput = false,
  ) {
    this.all = new MultiBar({
      stream,
      noTTYOutput,
      format: FORMAT,
      hideCursor: true,
      forceRedraw: true,
      etaBuffer: 20,
    });
  }

  /** @param line said once, above the bars, each time that it is another */
  show(line: string, stacks: readonly Stack[]): void {
    if (line !== this.said) this.all.log(`${line}\n`);
    this.said = line;
    const atWork = new Set(stacks.map(({ path }) => path.join('.')));
    for (const stack of stacks) this.draw(stack);
    // What is no longer told of is through, or is put back together with all.
    for (const [key, each] of this.bars)
      if (each.isOpen && !atWork.has(key)) {
        each.isOpen = false;
        each.bar.update({ status: 'ended' });
      }
    this.all.update();
  }

  stop(): void {
    this.all.stop();
  }

  private draw({ path, status, done, total }: Stack): void {
    const key = path.join('.');
    const name = `${'  '.repeat(path.length)}${path.at(-1) ?? this.root}`;
    const shown = { name: name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH), status };
    const known = this.bars.get(key);
    const bar = known?.bar ?? this.all.create(total, done, shown);
    bar.setTotal(total);
    bar.update(done, shown);
    this.bars.set(key, { bar, total, isOpen: true });
  }
}
