/** The recipes for servers and proxies, run: each is put into the program it is for, and its effect is seen on the wire. */
import { serverCases } from './cases.ts';
import { runCases } from './run-cases.ts';

runCases('recipes for servers and proxies', serverCases);
