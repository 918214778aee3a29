import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { MargayClient } from '@margay/client';
import { Command } from 'commander';
import { outputOf } from './context.js';
import { Usage } from './failure.js';
import { gatewayUrl, Profiles } from './profiles.js';

/** From a pipe, or asked for without showing it. Never from the command line, which others can see. */
async function tokenFrom(stdin: NodeJS.ReadStream): Promise<string> {
  if (!stdin.isTTY) return (await textOf(stdin)).trim();
  process.stderr.write('API token: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return (await prompt.question('')).trim();
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}

export function loginCommands(signal: AbortSignal): Command[] {
  const login = new Command('login')
    .description('Keeps the address of a gateway and a token for it, and uses them from now on.')
    .argument('<url>', 'https://margay.example.com')
    .option('--name <name>', 'of the profile', 'default')
    .option('--token-file <file>', 'where the token is; else it is asked for, or read from a pipe')
    .action(async (url: string, options: { name: string; tokenFile?: string }) => {
      const token = options.tokenFile
        ? (await readFile(options.tokenFile, 'utf8')).trim()
        : await tokenFrom(process.stdin);
      if (token === '') throw new Usage('There is no token.');
      const profile = { url: gatewayUrl(url), token };
      const client = new MargayClient(profile);
      const self = await client.call<{ name: string }>('GET', '/api-tokens/self', { signal });
      const profiles = new Profiles(process.env);
      profiles.keep(options.name, profile);
      outputOf(login).note(`Logged in as ${self.name}. It is kept in ${profiles.file}.`);
    });

  const logout = new Command('logout')
    .description(
      'Forgets a profile. Its token goes on working: delete or disable it where it is no longer needed.',
    )
    .argument('[name]', 'of the profile', 'default')
    .action((name: string) => new Profiles(process.env).forget(name));

  const profiles = new Command('profiles').description('Lists profiles.').action(() => {
    outputOf(profiles).answer({ results: new Profiles(process.env).list() }, [
      'name',
      'url',
      'current',
    ]);
  });

  const use = new Command('use')
    .description('Uses another profile from now on.')
    .argument('<name>')
    .action((name: string) => new Profiles(process.env).switchTo(name));

  return [login, logout, profiles, use];
}
