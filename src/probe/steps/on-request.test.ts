import { expect, test } from 'vitest';
import { finished, ok, play, settings } from '../../../test/probe/playbook.ts';
import { connectionCount } from './connection-count.ts';
import { race } from './race.ts';

test('the race is told in the order of idle times', () => {
  const results = [
    { idleS: 5.01, outcome: 'closed-first' },
    { idleS: 4.9, outcome: 'answered' },
    { idleS: 5, outcome: 'lost' },
  ];
  const outcomes = play(race(settings, 5000), [
    [{ do: 'say' }, ok(0)],
    [{ do: 'together' }, finished(0, results)],
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['answered', 'lost', 'closed-first']);
});

test('connections at once are counted by what became of them', () => {
  const held = ['answered', 'answered', 'refused', 'closed', 'silent'];
  expect(
    play(connectionCount(settings, 5), [
      [{ do: 'say' }, ok(0)],
      [{ do: 'together' }, finished(0, held)],
    ]),
  ).toEqual({
    tried: 5,
    answered: 2,
    refused: 1,
    closed: 1,
    silent: 1,
  });
});
