import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHcl } from './hcl.ts';

test('blocks have labels, attributes the text of their expressions, both their lines', () => {
  const { blocks } = readHcl(`
# a load balancer
resource "aws_lb" "main" {
  name         = "\${var.name}-\${lookup(var.x, "a")}" // its name
  idle_timeout = var.idle # seconds
  tags = {
    Team = "edge" # }
  }
  policy = <<-EOT
    idle_timeout = 5 }
  EOT
  access_logs { bucket = "logs" }
  /* idle_timeout = 1 */
  client_keep_alive = 3600
}
variable "idle" { default = 60 }
`);
  const [lb, variable] = blocks;
  expect([lb?.type, lb?.labels, lb?.line]).toEqual(['resource', ['aws_lb', 'main'], 3]);
  expect(lb?.attributes.get('idle_timeout')).toEqual({ text: 'var.idle', line: 5 });
  expect(lb?.attributes.get('client_keep_alive')).toEqual({ text: '3600', line: 14 });
  expect(lb?.attributes.get('name')?.text).toBe(`"\${var.name}-\${lookup(var.x, "a")}"`);
  expect(lb?.blocks.map(({ type, attributes }) => [type, attributes.get('bucket')?.text])).toEqual([
    ['access_logs', '"logs"'],
  ]);
  expect(variable?.attributes.get('default')).toEqual({ text: '60', line: 16 });
});

test('any text ends, and without an exception', () => {
  const piece = fc.constantFrom(
    'a',
    ' = ',
    '{',
    '}',
    '"',
    '${',
    '<<EOT',
    '\n',
    'EOT',
    '/*',
    '*/',
    '#',
    '[',
    ']',
    '1',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      expect(readHcl(pieces.join('')).type).toBe('');
    }),
  );
  expect(readHcl('a {'.repeat(100_000)).blocks).toHaveLength(1);
});
