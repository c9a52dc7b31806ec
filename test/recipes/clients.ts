/** How to run each client with a recipe in it: a small program that makes the requests of a plan. */
import type { Purpose } from '../../src/catalog/recipe.ts';
import { javaClients } from './clients-java.ts';
import { scriptClients } from './clients-script.ts';
import { directoryWith, type Running, start } from './programs.ts';

export interface Step {
  method: 'GET' | 'POST';
  /** Milliseconds to wait before. */
  wait: number;
}

export interface ClientProgram {
  product: string;
  needs: readonly string[];
  pythonModule?: string;
  /** Prints a line for each step: the status, or "error" and why; stays alive for `tail` ms afterwards. */
  configure(snippet: string, task: ClientTask): { files: Record<string, string>; command: string };
  env?: Record<string, string>;
  /** Cannot make a POST. */
  getOnly?: boolean;
}

export interface ClientTask {
  url: string;
  steps: readonly Step[];
  tail: number;
  purpose: Purpose;
}

export const clientPrograms: readonly ClientProgram[] = [...scriptClients, ...javaClients];

export function makeRequests(program: ClientProgram, snippet: string, task: ClientTask): Running {
  const { files, command } = program.configure(snippet, task);
  return start(command, directoryWith(files), program.env);
}
