import { MargayClient } from '@margay/client';
import type { Command } from 'commander';
import { Output } from './output.js';
import { Profiles } from './profiles.js';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly profile?: string;
  readonly timeout?: string;
}

/** What every command has. */
export interface Context {
  readonly client: MargayClient;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly url: string;
}

const optionsOf = (command: Command): GlobalOptions => command.optsWithGlobals();

const write = (text: string): void => void process.stdout.write(text);
const note = (text: string): void => void process.stderr.write(`${text}\n`);

export const outputOf = (command: Command): Output =>
  new Output(optionsOf(command).json === true, write, note);

/** @throws Usage if it is not said which gateway is meant */
export function contextOf(command: Command, signal: AbortSignal): Context {
  const { profile, timeout } = optionsOf(command);
  const { url, token } = new Profiles(process.env).use(profile);
  const answerMs = timeout === undefined ? {} : { answerMs: Number(timeout) * 1_000 };
  const client = new MargayClient({ url, token, userAgent: 'margay-cli/0.1.0', ...answerMs });
  return { client, output: outputOf(command), signal, url };
}
