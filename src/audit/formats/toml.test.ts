import { expect, test } from 'vitest';
import { readToml } from './toml.ts';
import { at, scalarAt } from './tree.ts';

test('values have the lines of their keys, in tables, inline tables and arrays of tables', () => {
  const { documents, errors } = readToml(
    `title = "a"

[entryPoints.web]
address = ":80" # comment
"transport".keepAlive = {max = 5, time = "1m"}

[[servers]]
url = "http://a"
[[servers]]
url = "http://b"
[servers.tls]
on = true
`,
  );
  const [tree] = documents;
  expect(errors).toEqual([]);
  expect(scalarAt(tree, 'entryPoints', 'web', 'address')).toMatchObject({
    text: ':80',
    line: 4,
    quoted: true,
  });
  expect(scalarAt(tree, 'entryPoints', 'web', 'transport', 'keepAlive', 'max')).toMatchObject({
    text: '5',
    line: 5,
  });
  expect(scalarAt(at(tree, 'servers', '1'), 'url')).toMatchObject({ text: 'http://b', line: 10 });
  expect(scalarAt(at(tree, 'servers', '1'), 'tls', 'on')).toMatchObject({
    text: 'true',
    line: 12,
    quoted: false,
  });
});

test('what is broken is named with its line and column', () => {
  const { documents, errors } = readToml('a = 1\nb = [1,\n[c\n');
  expect(documents).toEqual([]);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.line).toBeGreaterThan(1);
  expect(errors[0]?.message).not.toContain('\n');
});
