/**
 * All causes in order of precedence: where two match equally well, the earlier one wins. What is proved by headers
 * alone stands before what needs a group, and that before what is judged from silence; harmless endings come last,
 * because they only ever apply where nothing was unfinished.
 */
import { abortiveClose } from './causes/abortive-close.ts';
import { acceptOverflow } from './causes/accept-overflow.ts';
import { clientAbort } from './causes/client-abort.ts';
import { clientTimeout } from './causes/client-timeout.ts';
import { connectTimeout } from './causes/connect-timeout.ts';
import { connectionRefused } from './causes/connection-refused.ts';
import { halfOpen } from './causes/half-open.ts';
import { idleBlackholed } from './causes/idle-blackholed.ts';
import { idleClose } from './causes/idle-close.ts';
import { idleDropped } from './causes/idle-dropped.ts';
import { idleResetDelayed } from './causes/idle-reset-delayed.ts';
import { injectedReset } from './causes/injected-reset.ts';
import { keepaliveRace } from './causes/keepalive-race.ts';
import { lateData } from './causes/late-data.ts';
import { limitClose } from './causes/limit-close.ts';
import { mtuBlackhole } from './causes/mtu-blackhole.ts';
import { networkLoss } from './causes/network-loss.ts';
import { noResponseClose } from './causes/no-response-close.ts';
import { portReuse } from './causes/port-reuse.ts';
import { protocolMismatch } from './causes/protocol-mismatch.ts';
import { requestTimeout } from './causes/request-timeout.ts';
import { responseAborted } from './causes/response-aborted.ts';
import { responseTimeout } from './causes/response-timeout.ts';
import { serverRestart } from './causes/server-restart.ts';
import { staleReuse } from './causes/stale-reuse.ts';
import { tcpKeepaliveFailed } from './causes/tcp-keepalive-failed.ts';
import { tlsRejected } from './causes/tls-rejected.ts';
import { unreadClose } from './causes/unread-close.ts';
import { zeroWindow } from './causes/zero-window.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  portReuse,
  limitClose,
  serverRestart,
  connectionRefused,
  connectTimeout,
  halfOpen,
  acceptOverflow,
  protocolMismatch,
  tlsRejected,
  zeroWindow,
  tcpKeepaliveFailed,
  mtuBlackhole,
  staleReuse,
  keepaliveRace,
  idleDropped,
  idleBlackholed,
  injectedReset,
  unreadClose,
  requestTimeout,
  idleResetDelayed,
  responseTimeout,
  clientTimeout,
  networkLoss,
  noResponseClose,
  responseAborted,
  clientAbort,
  lateData,
  abortiveClose,
  idleClose,
];
