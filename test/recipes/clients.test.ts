/** The recipes for clients, run: each is put into a small program, and its effect is seen by a server. */
import { expect, test } from 'vitest';
import { allRecipes, clientCases, nameOf, serverCases } from './cases.ts';
import { runCases } from './run-cases.ts';

runCases('recipes for clients', clientCases);

test('what is marked as tested is what is tested here', () => {
  const marked = allRecipes.filter(({ tested }) => tested).map(nameOf);
  expect(marked.sort()).toEqual([...clientCases, ...serverCases].map(({ name }) => name).sort());
});
