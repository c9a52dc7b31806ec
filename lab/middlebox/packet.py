"""One IP packet with a TCP segment, as bytes with named fields, and the making of RST segments.

Only what the middlebox rules need: no options are parsed, extension headers and fragments are left alone
(such packets are forwarded without a look)."""
import struct

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def checksum(data):
    """RFC 1071: the ones' complement sum of 16-bit words."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def tcp_checksum(source, destination, segment):
    pseudo = source + destination + struct.pack("!HH" if len(source) == 4 else "!II", *(
        (6, len(segment)) if len(source) == 4 else (len(segment), 6)))
    return checksum(pseudo + segment)


class Packet:
    """A view of one received IP packet (no Ethernet header)."""

    __slots__ = ("data", "version", "source", "destination", "source_port", "destination_port",
                 "seq", "ack", "flags", "tcp_offset", "payload_offset", "end")

    def __init__(self, data, version, tcp_offset, end):
        self.data, self.version, self.tcp_offset, self.end = data, version, tcp_offset, end
        if version == 4:
            self.source, self.destination = bytes(data[12:16]), bytes(data[16:20])
        else:
            self.source, self.destination = bytes(data[8:24]), bytes(data[24:40])
        self.source_port, self.destination_port, self.seq, self.ack, offset, self.flags = struct.unpack_from(
            "!HHIIBB", data, tcp_offset)
        self.payload_offset = tcp_offset + (offset >> 4) * 4

    @property
    def payload_length(self):
        return self.end - self.payload_offset

    @property
    def payload(self):
        return bytes(self.data[self.payload_offset:self.end])

    @property
    def next_seq(self):
        """The sequence number after this segment: SYN and FIN count one each."""
        extra = bool(self.flags & SYN) + bool(self.flags & FIN)
        return (self.seq + self.payload_length + extra) & 0xFFFFFFFF

    @property
    def sender(self):
        return (self.source, self.source_port)

    @property
    def receiver(self):
        return (self.destination, self.destination_port)


def parse(data):
    """The TCP packet in these bytes, or None for anything else."""
    if len(data) < 40:
        return None
    if data[0] >> 4 == 4 and data[9] == 6 and not (data[6] & 0x3F or data[7]):
        return Packet(data, 4, (data[0] & 15) * 4, struct.unpack_from("!H", data, 2)[0])
    if data[0] >> 4 == 6 and data[6] == 6 and len(data) >= 60:
        return Packet(data, 6, 40, 40 + struct.unpack_from("!H", data, 4)[0])
    return None


def decrement_ttl(data, hops):
    """The routers on the way; the IPv4 header checksum is made anew."""
    if data[0] >> 4 == 4:
        data[8] = max(1, data[8] - hops)
        set_ip_checksum(data)
    else:
        data[7] = max(1, data[7] - hops)


def set_ip_checksum(data):
    data[10:12] = b"\0\0"
    data[10:12] = struct.pack("!H", checksum(bytes(data[:(data[0] & 15) * 4])))


def rewrite(packet, source=None, destination=None):
    """NAT: other end points in an IPv4 packet, both checksums made anew."""
    data = packet.data
    if source:
        data[12:16] = source[0]
        struct.pack_into("!H", data, packet.tcp_offset, source[1])
    if destination:
        data[16:20] = destination[0]
        struct.pack_into("!H", data, packet.tcp_offset + 2, destination[1])
    set_ip_checksum(data)
    struct.pack_into("!H", data, packet.tcp_offset + 16, 0)
    value = tcp_checksum(bytes(data[12:16]), bytes(data[16:20]), bytes(data[packet.tcp_offset:packet.end]))
    struct.pack_into("!H", data, packet.tcp_offset + 16, value)


def make_reset(sender, receiver, seq, ack, flags, ttl, window=0, ip_id=0):
    """A RST segment without options, as boxes on the path make them."""
    (source, source_port), (destination, destination_port) = sender, receiver
    segment = bytearray(struct.pack("!HHIIBBHHH", source_port, destination_port, seq, ack, 0x50, flags, window, 0, 0))
    struct.pack_into("!H", segment, 16, tcp_checksum(source, destination, bytes(segment)))
    if len(source) == 4:
        header = bytearray(struct.pack("!BBHHHBBH", 0x45, 0, 40, ip_id, 0, ttl, 6, 0) + source + destination)
        set_ip_checksum(header)
    else:
        header = bytearray(struct.pack("!IHBB", 6 << 28, 20, 6, ttl) + source + destination)
    return header + segment
