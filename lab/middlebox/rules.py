"""What a box on the path may do to a connection. One class a behaviour; each has the same three methods:

  packet(flow, packet, idle, now)  True: forward it; False: this rule has taken it (dropped it)
  tick(now)                        called about every 50 ms
  command(words)                   a line on standard input, for this rule

`box` offers send_reset(), note() and the flow table."""
from packet import ACK, FIN, RST, SYN


class Rule:
    def __init__(self, box, options):
        self.box, self.options = box, options
        self.enabled = options.get("enabled", True)
        self.port = options.get("port")

    def applies(self, flow):
        return self.enabled and (self.port is None or flow.server[1] == self.port)

    def packet(self, flow, packet, idle, now):
        return True

    def tick(self, now):
        pass

    def command(self, words):
        if words[0] in ("enable", "disable"):
            self.enabled = words[0] == "enable"

    def reset(self, flow, to, packet=None):
        """A RST to one side in the name of the other.

        In answer to `packet` it is the passive kind (sequence number = the packet's acknowledgement number),
        else it continues the byte stream."""
        options = self.options
        sender = flow.other(to)
        seq = packet.ack if packet is not None else flow.next_seq[sender]
        flags = RST | ACK if options.get("flags") == "RA" else RST
        ack = flow.next_seq[to] if flags & ACK else 0
        for number in range(options.get("count", 1)):
            step = number * options.get("step", 0)
            self.box.send_reset(sender, to, (seq + step) & 0xFFFFFFFF, ack, flags, options)


class Forget(Rule):
    """A stateful box forgets flows idle for `idleS`: what comes later is dropped or answered with RST.

    action: drop | reset (the sender of the late packet) | reset-both; when: packet (default) | expiry."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow) or (packet.flags & SYN and not packet.flags & ACK):
            return True
        if idle >= self.options["idleS"] and not flow.closed and not flow.marks.get("forget"):
            flow.marks["forget"] = True
            self.box.note("forgot", flow, idle)
        if not flow.marks.get("forget"):
            return True
        if self.options["action"] != "drop" and not packet.flags & RST:
            self.reset(flow, packet.sender, packet)
            if self.options["action"] == "reset-both":
                self.reset(flow, packet.receiver)
        return False

    def tick(self, now):
        if not self.enabled or self.options.get("when") != "expiry":
            return
        for flow in self.box.table.flows.values():
            if self.applies(flow) and not flow.closed and not flow.marks.get("forget") and (
                    now - flow.last_seen >= self.options["idleS"]):
                flow.marks["forget"] = True
                self.box.note("forgot", flow, now - flow.last_seen)
                if self.options["action"] == "reset-both":
                    self.reset(flow, flow.client)
                    self.reset(flow, flow.server)


class Failover(Rule):
    """On the command `forget` every flow known so far is lost: later packets are answered with RST or dropped."""

    def packet(self, flow, packet, idle, now):
        if not flow.marks.get("lost") or packet.flags & SYN:
            return True
        if self.options.get("action", "reset") == "reset" and not packet.flags & RST:
            self.reset(flow, packet.sender, packet)
        return False

    def command(self, words):
        if words[0] == "forget":
            for flow in self.box.table.flows.values():
                if not flow.closed and (self.port is None or flow.server[1] == self.port):
                    flow.marks["lost"] = True
                    self.box.note("lost", flow)


class Inject(Rule):
    """A policy box: payload with `pattern` (from the client, or with "from": "server") makes it send RST.

    to: client | server | both; drop: the packet itself is not forwarded; block: nothing later is."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow) or packet.flags & RST:
            return True
        mark = flow.marks.get("inject")
        if mark is not None:
            return not self.options.get("block")
        side = flow.server if self.options.get("from") == "server" else flow.client
        if packet.sender != side or packet.payload_length <= 0 or self.options["pattern"].encode() not in packet.payload:
            return True
        flow.marks["inject"] = now
        self.box.note("injected", flow)
        to = self.options.get("to", "both")
        if to in ("client", "both"):
            # To the sender, the box speaks as the receiver does: at the byte the sender acknowledged last.
            self.reset(flow, flow.client, packet if side == flow.client else None)
        if to in ("server", "both"):
            self.reset(flow, flow.server, packet if side == flow.server else None)
        return not (self.options.get("drop") or self.options.get("block"))


class MaxAge(Rule):
    """A firewall ends every session older than `ageS` with RST, as soon as it carries another request."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow) or packet.flags & (SYN | RST):
            return True
        if flow.marks.get("aged"):
            return False
        if now - flow.started < self.options["ageS"] or packet.payload_length <= 0 or packet.sender != flow.client:
            return True
        flow.marks["aged"] = True
        self.box.note("aged", flow, now - flow.started)
        self.reset(flow, flow.client, packet)
        self.reset(flow, flow.server)
        return False


class DropLarge(Rule):
    """A hop with a smaller MTU whose ICMP messages are filtered: packets above `bytes` vanish."""

    def packet(self, flow, packet, idle, now):
        toward = self.options.get("toward", "both")
        if not self.applies(flow) or packet.end <= self.options["bytes"]:
            return True
        if toward == "both" or packet.receiver == (flow.client if toward == "client" else flow.server):
            if not flow.marks.get("large"):
                flow.marks["large"] = True
                self.box.note("too-large", flow)
            return False
        return True


class Lose(Rule):
    """The path breaks for a flow: once `pattern` was seen from the client, and `afterBytes` from the server since
    then, packets toward `toward` (client | server | both) are dropped. The packet that matched still passes
    unless `drop` is set. Without a pattern it applies to all flows while it is enabled."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow):
            return True
        start = flow.marks.get("lose")
        if start is None:
            matches = "pattern" not in self.options or (
                packet.sender == flow.client and packet.payload_length > 0
                and self.options["pattern"].encode() in packet.payload)
            if not matches:
                return True
            flow.marks["lose"] = flow.bytes[flow.server]
            if "pattern" in self.options and not self.options.get("drop"):
                return True
            start = flow.marks["lose"]
        if flow.bytes[flow.server] - start < self.options.get("afterBytes", 0):
            return True
        toward = self.options.get("toward", "both")
        if toward == "both" or packet.receiver == (flow.client if toward == "client" else flow.server):
            if not flow.marks.get("lose-noted"):
                flow.marks["lose-noted"] = True
                self.box.note("lose", flow)
            return False
        return True


class BlockSyn(Rule):
    """A firewall rule on the way in: SYNs to `port` are dropped, or rejected with RST,ACK."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow) or packet.flags & (SYN | ACK) != SYN:
            return True
        self.box.note("blocked", flow)
        if self.options["action"] == "reject":
            self.box.send_reset(packet.receiver, packet.sender, 0, packet.next_seq, RST | ACK, self.options)
        return False


class Overflow(Rule):
    """A load balancer out of connections: above `max` open flows a new one is reset right after its handshake.

    A load balancer answers the SYN itself; here the server behind it does, and learns of the reset at once."""

    def packet(self, flow, packet, idle, now):
        if not self.applies(flow):
            return True
        if flow.marks.get("over"):
            return False
        if packet.flags & RST or packet.flags & FIN:
            flow.marks["gone"] = True
            return True
        if packet.flags & SYN or packet.sender != flow.client or "admitted" in flow.marks:
            return True
        open_flows = sum(1 for other in self.box.table.flows.values()
                         if other.marks.get("admitted") and not other.marks.get("gone") and not other.closed)
        if open_flows < self.options["max"]:
            flow.marks["admitted"] = True
            return True
        flow.marks["over"] = True
        self.box.note("overflow", flow)
        self.reset(flow, flow.client, packet)
        self.reset(flow, flow.server)
        return False


RULES = {"forget": Forget, "failover": Failover, "inject": Inject, "max-age": MaxAge, "drop-large": DropLarge,
         "lose": Lose, "block-syn": BlockSyn, "overflow": Overflow}
