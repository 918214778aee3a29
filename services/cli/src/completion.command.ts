import { Command } from 'commander';
import { Usage } from './failure.js';

/** What may follow, by what stands there already: names of commands, or options of the one that was chosen. */
export function candidates(root: Command, words: readonly string[]): string[] {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  let command = root;
  for (const word of before)
    command = command.commands.find((each) => each.name() === word) ?? command;
  const names = command.commands.map((each) => each.name()).filter((name) => name !== 'complete');
  const options = [...command.options, ...root.options].map(({ long }) => long ?? '');
  const all = current.startsWith('-') ? options : names;
  return [...new Set(all)].filter((each) => each !== '' && each.startsWith(current)).sort();
}

const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_margay() {
  COMPREPLY=($(margay complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _margay margay
`,
  zsh: `#compdef margay
_margay() {
  local -a found
  found=(\${(f)"$(margay complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _margay margay
`,
  fish: `complete -c margay -a '(margay complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};

export function completionCommands(): Command[] {
  const completion = new Command('completion')
    .description('Prints what a shell needs to complete commands: source <(margay completion bash)')
    .argument('<shell>', Object.keys(SCRIPTS).join(', '))
    .action((shell: string) => {
      const script = SCRIPTS[shell];
      if (!script)
        throw new Usage(`There is nothing for ${shell}: ${Object.keys(SCRIPTS).join(', ')}.`);
      process.stdout.write(script);
    });
  const complete = new Command('complete').argument('[words...]').action((words: string[]) => {
    const root = complete.parent;
    if (root)
      process.stdout.write(
        candidates(root, words)
          .map((each) => `${each}\n`)
          .join(''),
      );
  });
  return [completion, complete];
}
