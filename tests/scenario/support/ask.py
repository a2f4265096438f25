"""One question over UDP or TCP, made and read by dnspython."""
import random
import socket
import struct

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype


def query(name, type="A", edns=True, payload=1232, dnssec=False):
    message = dns.message.make_query(name, type, use_edns=0 if edns else False, payload=payload,
                                     want_dnssec=dnssec)
    message.id = random.randrange(65536)
    message.flags = 0
    return message


def ask(address, port, name, type="A", tcp=False, timeout=5, source=None, **options):
    """The answer as a dns.message.Message; OSError when none came."""
    message = query(name, type, **options)
    wire = exchange(address, port, message.to_wire(), tcp, timeout, source)
    answer = dns.message.from_wire(wire)
    assert answer.id == message.id, "the answer has another id than the question"
    return answer


def exchange(address, port, wire, tcp=False, timeout=5, source=None):
    """Bytes out, bytes in; from this address, or any."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    if tcp:
        with socket.create_connection((address, port), timeout, (source, 0) if source else None) as stream:
            stream.sendall(frame(wire))
            return receive_frame(stream)
    with socket.socket(family, socket.SOCK_DGRAM) as datagram:
        datagram.settimeout(timeout)
        if source:
            datagram.bind((source, 0))
        datagram.connect((address, port))
        datagram.send(wire)
        return datagram.recv(65535)


def frame(wire):
    return struct.pack("!H", len(wire)) + wire


def receive_exactly(stream, size):
    data = b""
    while len(data) < size:
        piece = stream.recv(size - len(data))
        if not piece:
            raise EOFError(f"closed after {len(data)} of {size} bytes")
        data += piece
    return data


def receive_frame(stream):
    return receive_exactly(stream, struct.unpack("!H", receive_exactly(stream, 2))[0])


def rcode(message):
    return dns.rcode.to_text(message.rcode())


def values(message, type="A"):
    """The rdata texts of this type in the answer section, in the order of the wire."""
    wanted = dns.rdatatype.from_text(type)
    return [record.to_text() for records in message.answer if records.rdtype == wanted for record in records]


def ttls(message):
    return {records.ttl for records in message.answer}


def soa(message):
    """The SOA set of a negative answer, or None."""
    found = [records for records in message.authority if records.rdtype == dns.rdatatype.SOA]
    return found[0] if found else None
