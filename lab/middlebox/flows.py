"""The middlebox's connection table: who is the client, what was last seen, what came when."""
from packet import ACK, RST, SYN


class Flow:
    """One TCP connection as a box on the path sees it."""

    def __init__(self, client, server, now):
        self.client, self.server = client, server
        self.started = self.last_seen = now
        self.next_seq = {client: 0, server: 0}      # the next byte each side will send
        self.bytes = {client: 0, server: 0}         # payload seen from each side
        self.segments = {client: 0, server: 0}      # segments with payload
        self.marks = {}                             # what the rules remember, by rule
        self.closed = False

    def other(self, side):
        return self.server if side == self.client else self.client

    def update(self, packet, now):
        sender = packet.sender
        self.last_seen = now
        self.next_seq[sender] = packet.next_seq
        if packet.payload_length > 0:
            self.bytes[sender] += packet.payload_length
            self.segments[sender] += 1
        if packet.flags & RST:
            self.closed = True


class FlowTable:
    """Flows by their two end points; a SYN without ACK starts a new one."""

    def __init__(self):
        self.flows = {}

    def find(self, packet, now):
        """(flow, idle seconds before this packet); a packet of an unknown flow starts one from its sender."""
        a, b = packet.sender, packet.receiver
        key = (a, b) if a < b else (b, a)
        flow = self.flows.get(key)
        if flow is None or packet.flags & (SYN | ACK) == SYN:
            flow = self.flows[key] = Flow(a, b, now)
        return flow, now - flow.last_seen
