#!/usr/bin/env python3
"""The lab's router and middlebox: every host hangs on one of its ports.

The kernel here may lack netem, so latency is made by this program: it takes IP packets from AF_PACKET sockets,
holds each for the delay of both ports, lowers the TTL by the hops of both ports, and sends it on. The rules of
rules.py stand between. One JSON argument describes ports and rules; lines on standard input are commands for
rules ("NAME enable"); what the rules did goes to standard output, a JSON object a line.

usage: middlebox.py CONFIG.json"""
import heapq
import ipaddress
import json
import random
import select
import socket
import sys
import time

from flows import FlowTable
from packet import Packet, decrement_ttl, make_reset, parse, rewrite
from rules import RULES

PACKET_OUTGOING = 4
ETHERTYPE = {4: b"\x08\x00", 6: b"\x86\xdd"}
TICK_S = 0.05


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


class Port:
    """One interface, the host behind it, and the way to it."""

    def __init__(self, options):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.socket.bind((options["interface"], 0))
        self.socket.setblocking(False)
        self.header = mac(options["hostMac"]) + mac(options["mac"])
        self.own_mac = mac(options["mac"])
        self.addresses = [ipaddress.ip_address(address).packed for address in options["addresses"]]
        self.delay_s = options.get("delayMs", 0) / 1000
        self.jitter_s = options.get("jitterMs", 0) / 1000
        self.loss = options.get("loss", 0)
        self.hops = options.get("hops", 1)
        self.nat = ipaddress.ip_address(options["nat"]).packed if options.get("nat") else None


class Nat:
    """Source NAT (IPv4): hosts behind a port with `nat` appear as that address, each flow with its own port."""

    def __init__(self, first_port):
        self.next_port, self.out, self.back = first_port, {}, {}

    def outbound(self, packet, address):
        key = (packet.sender, packet.receiver)
        if key not in self.out:
            self.out[key] = (address, self.next_port)
            self.back[(self.out[key], packet.receiver)] = packet.sender
            self.next_port += 1
        rewrite(packet, source=self.out[key])

    def inbound(self, packet):
        inside = self.back.get((packet.receiver, packet.sender))
        if inside:
            rewrite(packet, destination=inside)
        return inside


class Box:
    def __init__(self, config):
        self.ports = [Port(options) for options in config["ports"]]
        self.by_address = {address: port for port in self.ports for address in port.addresses}
        self.by_address.update({port.nat: port for port in self.ports if port.nat})
        self.table = FlowTable()
        self.random = random.Random(config.get("seed", 1))
        self.nat = Nat(20000 + self.random.randrange(20000))
        self.rules = {options.get("name", options["rule"]): RULES[options["rule"]](self, options)
                      for options in config.get("rules", [])}
        self.queue, self.serial, self.now = [], 0, time.monotonic()

    # --- what the rules use -------------------------------------------------------------------------------
    def send_reset(self, sender, receiver, seq, ack, flags, options):
        """The box stands halfway: its RST has only the receiver's half of the way before it."""
        ttl, window = options.get("ttl", 64), options.get("window", 0)
        ip_id = self.random.randrange(65536) if options.get("randomIpId") else 0
        data = make_reset(sender, receiver, seq, ack, flags, ttl, window, ip_id)
        port = self.by_address.get(receiver[0])
        if port is not None:
            self.queue_packet(data, port, port.delay_s + options.get("afterMs", 0) / 1000, port.hops)

    def note(self, event, flow, value=None):
        print(json.dumps({"at": time.time(), "event": event, "client": text(flow.client), "server": text(flow.server),
                          "value": value}), flush=True)

    # --- forwarding ---------------------------------------------------------------------------------------
    def receive(self, port):
        for _ in range(128):
            try:
                frame, address = port.socket.recvfrom(65535)
            except BlockingIOError:
                return
            # What other programs send through this interface (the hosts have none) is not ours to forward.
            if address[2] != PACKET_OUTGOING and frame[:6] == port.own_mac and frame[12:14] in ETHERTYPE.values():
                self.forward(port, bytearray(frame[14:]))

    def forward(self, port, data):
        packet = parse(data)
        if port.nat and packet:
            self.nat.outbound(packet, port.nat)
            packet = parse(data)
        target = self.by_address.get(destination_of(data))
        if target is None:
            return
        if packet and not self.allowed(packet):
            return
        if target.nat and packet and not self.nat.inbound(packet):
            return
        loss = max(port.loss, target.loss)
        if loss and self.random.random() < loss:
            return
        jitter = self.random.random() * (port.jitter_s + target.jitter_s)
        self.queue_packet(data, target, port.delay_s + target.delay_s + jitter, port.hops + target.hops)

    def allowed(self, packet: Packet):
        if not self.rules:
            return True
        flow, idle = self.table.find(packet, self.now)
        allowed = all([rule.packet(flow, packet, idle, self.now) for rule in self.rules.values()])
        flow.update(packet, self.now)
        return allowed

    def queue_packet(self, data, port, delay_s, hops):
        decrement_ttl(data, hops)
        self.serial += 1
        heapq.heappush(self.queue, (self.now + delay_s, self.serial, port, data))

    def send_due(self):
        while self.queue and self.queue[0][0] <= self.now:
            _, _, port, data = heapq.heappop(self.queue)
            try:
                port.socket.send(port.header + ETHERTYPE[data[0] >> 4] + bytes(data))
            except OSError:
                pass  # the host is gone, or its queue is full: a router would lose the packet too

    def run(self):
        poll = select.epoll()
        by_fd = {port.socket.fileno(): port for port in self.ports}
        for fd in [*by_fd, sys.stdin.fileno()]:
            poll.register(fd, select.EPOLLIN)
        print(json.dumps({"event": "ready"}), flush=True)
        next_tick = 0
        while True:
            wait = max(0.0, min(self.queue[0][0] - self.now, TICK_S)) if self.queue else TICK_S
            ready = poll.poll(wait)
            self.now = time.monotonic()
            for fd, _ in ready:
                if fd in by_fd:
                    self.receive(by_fd[fd])
                elif not self.command(sys.stdin.readline()):
                    return
            if self.now >= next_tick:
                next_tick = self.now + TICK_S
                for rule in self.rules.values():
                    rule.tick(self.now)
            self.now = time.monotonic()
            self.send_due()

    def command(self, line):
        """One line "RULE WORDS..."; the end of standard input ends the program."""
        words = line.split()
        if words and words[0] in self.rules:
            self.rules[words[0]].command(words[1:])
        return bool(line)


def destination_of(data):
    return bytes(data[16:20]) if data[0] >> 4 == 4 else bytes(data[24:40])


def text(end_point):
    address = ipaddress.ip_address(end_point[0])
    return ("%s:%d" if address.version == 4 else "[%s]:%d") % (address.compressed, end_point[1])


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        Box(json.load(file)).run()
