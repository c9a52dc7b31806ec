/** Runs client programs on the hosts of a run and keeps what they say of each request. */
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clients, writePlan } from './index.mjs';

/** Runs a client program to its end; its records are added to the run's, and returned. */
export async function runClient(lab, program, target, options) {
  const {
    on = 'client',
    label = 'client',
    name = target.name,
    workers = [],
    arguments: extra,
    ...rest
  } = options;
  const { address, port, tls } = target;
  lab.plans += 1;
  const plan = {
    base: `${tls ? 'https' : 'http'}://${target.endPoint}`,
    address,
    port,
    tls,
    name,
    workers: workers.map((worker) => ({ arguments: extra, ...worker })),
    ...rest,
  };
  const argv = writePlan(program, plan, join(lab.dir, `client-${lab.plans}.plan`));
  lab.software[label] ??= clients[program].software;
  const child = lab.processes.start(lab.host[on].namespace, argv);
  const records = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const record = {
      ...JSON.parse(line),
      address: lab.host[on].address,
      server: target.endPoint,
      client: program,
    };
    records.push(record);
    lab.records.push(record);
  });
  await once(child, 'close');
  return records;
}
