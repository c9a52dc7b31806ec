/** Every rule, in the order in which findings of one severity are listed. */
import type { Rule } from './rule.ts';
import { ageDrain } from './rules/age-drain.ts';
import { headerBodyOrder } from './rules/header-body-order.ts';
import { idleEqual } from './rules/idle-equal.ts';
import { idleOrder } from './rules/idle-order.ts';
import { middleboxIdle } from './rules/middlebox-idle.ts';
import { noKeepAlive } from './rules/no-keepalive.ts';
import { requestLimit } from './rules/request-limit.ts';
import { responseOrder } from './rules/response-order.ts';
import { retryUnsafe } from './rules/retry-unsafe.ts';
import { shutdownOrder } from './rules/shutdown-order.ts';
import { tcpKeepAlive } from './rules/tcp-keepalive.ts';

export const rules: readonly Rule[] = [
  idleOrder,
  idleEqual,
  middleboxIdle,
  tcpKeepAlive,
  shutdownOrder,
  headerBodyOrder,
  responseOrder,
  requestLimit,
  ageDrain,
  retryUnsafe,
  noKeepAlive,
];
