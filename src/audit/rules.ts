/** Every rule, in the order in which findings of one severity are listed. */
import type { Rule } from './rule.ts';
import { idleEqual } from './rules/idle-equal.ts';
import { idleOrder } from './rules/idle-order.ts';

export const rules: readonly Rule[] = [idleOrder, idleEqual];
