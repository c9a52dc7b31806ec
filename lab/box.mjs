/** The middlebox process of a run: started with the ports and rules, told what to do, its events kept. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LAB } from './build.mjs';

/** Resolves to {tell} once it forwards; its events are added to `lab.boxEvents`. */
export async function startBox(lab, ports, seed) {
  const config = join(lab.dir, 'box.json');
  writeFileSync(config, JSON.stringify({ ports, rules: lab.boxRules, seed }));
  const argv = ['/usr/bin/python3', join(LAB, 'middlebox/middlebox.py'), config];
  const child = lab.processes.start(`${lab.id}-box`, argv, { stdin: 'pipe' });
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line);
      if (event.event === 'ready') resolve();
      else lab.boxEvents.push(event);
    });
    child.once('exit', () => reject(new Error('the middlebox ended')));
  });
  return { tell: (line) => child.stdin.write(`${line}\n`) };
}
