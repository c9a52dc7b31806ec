#!/usr/bin/env python3
"""The lab's client over its own sockets: each connection is a list of steps, so it can do what libraries do not.
One argument, a JSON file {address, port, tls, name, timeoutMs, connections: [{startMs, sourcePort, options, steps}]}.

Steps (lists): get PATH | post PATH BYTES | head PATH | send TEXT | announce PATH BYTES SENT (a body that stays incomplete) |
  read | pipeline PATH N | expect PATH BYTES (100-continue) | sleep S | wait S (for the peer's end) | fin | close | reset |
  vanish (no FIN, no RST) | keepalive IDLE INTERVAL COUNT | stall S (stop reading)"""
import json
import socket
import ssl
import struct
import sys
import threading
import time

TCP_REPAIR = 19
with open(sys.argv[1], encoding="utf-8") as file:
    plan = json.load(file)
lock = threading.Lock()


class Ended(Exception):
    """The peer ended the connection before a whole response: carries the outcome."""


class Connection:
    def __init__(self, number, item):
        self.number, self.item = number, item
        self.socket = self.raw = None
        self.buffer = b""

    def connect(self):
        family = socket.AF_INET6 if ":" in plan["address"] else socket.AF_INET
        options = self.item.get("options", {})
        self.raw = socket.socket(family, socket.SOCK_STREAM)
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if options.get("receiveBuffer"):
            self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, options["receiveBuffer"])
        if self.item.get("sourcePort"):
            self.raw.bind(("", self.item["sourcePort"]))
        self.raw.settimeout(plan.get("timeoutMs", 0) / 1000 or 60)
        self.raw.connect((plan["address"], plan["port"]))
        self.socket = self.raw
        if plan.get("tls"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            version = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[plan["tls"]]
            context.minimum_version = context.maximum_version = version
            self.socket = context.wrap_socket(self.raw, server_hostname=plan.get("name") or None,
                                              suppress_ragged_eofs=False)
            self.raw = self.socket  # wrapping detaches the plain socket

    def head(self, method, path, extra=""):
        host = plan.get("name") or ("[%s]" if ":" in plan["address"] else "%s") % plan["address"]
        return ("%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: lab-raw/1\r\nAccept: */*\r\n%s\r\n" % (
            method, path, host, extra)).encode()

    def post_head(self, path, size, extra=""):
        return self.head("POST", path, "Content-Length: %d\r\nContent-Type: text/plain\r\n%s" % (size, extra))

    def more(self, began):
        try:
            data = self.socket.recv(65536)
        except (ssl.SSLEOFError, ConnectionError, ssl.SSLZeroReturnError) as error:
            raise Ended("truncated" if began else "lost") from error
        if not data:
            raise Ended("truncated" if began else "lost")
        self.buffer += data

    def read(self, bodyless=False):
        """One whole response (Content-Length or chunked); what follows stays in the buffer."""
        while b"\r\n\r\n" not in self.buffer:
            self.more(bool(self.buffer))
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        status = int(lines[0].split()[1])
        if status == 100:
            return self.read(bodyless)
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if bodyless or status in (204, 304):
            return status
        if headers.get("transfer-encoding") == "chunked":
            while not self.buffer.endswith(b"0\r\n\r\n"):
                self.more(True)
            self.buffer = b""
            return status
        length = int(headers.get("content-length", 0))
        while len(self.buffer) < length:
            self.more(True)
        self.buffer = self.buffer[length:]
        return status

    def step(self, name, *arguments):
        return getattr(self, "do_" + name)(*arguments)

    def do_get(self, path):
        self.socket.sendall(self.head("GET", path))
        return self.read()

    def do_head(self, path):
        self.socket.sendall(self.head("HEAD", path))
        return self.read(bodyless=True)

    def do_post(self, path, size):
        self.socket.sendall(self.post_head(path, size) + b"x" * size)
        return self.read()

    def do_expect(self, path, size):
        self.socket.sendall(self.post_head(path, size, "Expect: 100-continue\r\n"))
        time.sleep(0.15)
        self.socket.sendall(b"x" * size)
        return self.read()

    def do_pipeline(self, path, count):
        self.socket.sendall(self.head("GET", path) * count)
        return [self.read() for _ in range(count)][-1]

    def do_announce(self, path, size, sent):
        self.socket.sendall(self.post_head(path, size) + b"x" * sent)

    def do_send(self, text):
        self.socket.sendall(text.encode("latin-1"))

    def do_read(self):
        return self.read()

    def do_sleep(self, seconds):
        time.sleep(seconds)

    do_stall = do_sleep

    def do_wait(self, seconds):
        self.socket.settimeout(seconds)
        try:
            while self.socket.recv(65536):
                pass
        except (socket.timeout, ssl.SSLError, ConnectionError):
            pass
        raise Ended("ended")

    def do_keepalive(self, idle, interval, count):
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in ((socket.TCP_KEEPIDLE, idle), (socket.TCP_KEEPINTVL, interval), (socket.TCP_KEEPCNT, count)):
            self.raw.setsockopt(socket.IPPROTO_TCP, option, value)

    def do_fin(self):
        self.raw.shutdown(socket.SHUT_WR)

    def do_close(self):
        if isinstance(self.socket, ssl.SSLSocket):
            try:
                self.socket.settimeout(0.5)
                self.socket.unwrap()
            except (OSError, ValueError):  # ended already, or by `fin`
                pass
        self.socket.close()

    def do_reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def do_vanish(self):
        self.socket.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
        self.socket.close()

    def run(self):
        time.sleep(self.item.get("startMs", 0) / 1000)
        record = {"worker": self.number, "index": -1, "at": time.time(), "outcome": "connect"}
        try:
            self.connect()
            for index, step in enumerate(self.item["steps"]):
                port = self.raw.getsockname()[1] if self.raw.fileno() >= 0 else record.get("port")
                record = {"worker": self.number, "index": index, "at": time.time(), "step": step[0],
                          "port": port, "outcome": "lost"}
                status = self.step(*step)
                record.update(outcome="ok", status=status)
                emit(record)
        except Ended as ended:
            record["outcome"] = str(ended)
            emit(record)
        except Exception as error:  # every failure is a record
            record["error"] = repr(error)
            emit(record)
        finally:
            if self.raw is not None and self.raw.fileno() >= 0:
                self.raw.close()
            if self.socket is not None and self.socket.fileno() >= 0:
                self.socket.close()


def emit(record):
    with lock:
        print(json.dumps(record), flush=True)


threads = [threading.Thread(target=Connection(number, item).run) for number, item in enumerate(plan["connections"])]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
