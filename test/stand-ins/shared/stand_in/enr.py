"""Ethereum node records, identity scheme v4: what the carrier publishes and what bootstrap-node lists."""

import base64
import ipaddress

from stand_in.keccak import keccak256
from stand_in.secp256k1 import compressed, public_point, sign


def make_enr(secret, ip, tcp_port, udp_port):
    """
    seq is always 1 (the carrier's node database is in memory), so the same inputs give the same text. The address of
    every interface is left out.
    """
    address = ipaddress.ip_address(ip)
    pairs = {
        b'attnets': bytes(8),
        b'id': b'v4',
        **({} if address.is_unspecified else {b'ip' if address.version == 4 else b'ip6': address.packed}),
        b'secp256k1': compressed(public_point(secret)),
        b'tcp': number(tcp_port),
        b'udp': number(udp_port),
    }
    content = [number(1)] + [part for key in sorted(pairs) for part in (key, pairs[key])]
    record = encode_list([sign(secret, keccak256(encode_list(content)))] + content)
    return 'enr:' + base64.urlsafe_b64encode(record).decode().rstrip('=')


def read_enr(text):
    """The record's pairs; ValueError where it is not an ENR."""
    if not text.startswith('enr:'):
        raise ValueError('not an ENR')
    body = text[4:]
    fields = decode_list(base64.urlsafe_b64decode(body + '=' * (-len(body) % 4)))
    if len(fields) < 2 or len(fields) % 2 or len(fields[0]) != 64:
        raise ValueError('not an ENR')
    return {key.decode('ascii'): value for key, value in zip(fields[2::2], fields[3::2])}


def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, 'big')


def encode_list(items):
    body = b''.join(encode_bytes(item) for item in items)
    return header(0xC0, len(body)) + body


def encode_bytes(data):
    if len(data) == 1 and data[0] < 0x80:
        return data
    return header(0x80, len(data)) + data


def header(base, length):
    if length < 56:
        return bytes([base + length])
    size = number(length)
    return bytes([base + 55 + len(size)]) + size


def decode_list(data):
    if not data or data[0] < 0xC0:
        raise ValueError('not an RLP list')
    start, end = extent(data, 0, 0xC0)
    items = []
    while start < end:
        if data[start] < 0x80:
            items.append(data[start : start + 1])
            start += 1
            continue
        first, last = extent(data, start, 0x80)
        items.append(data[first:last])
        start = last
    return items


def extent(data, at, base):
    length = data[at] - base
    if not 0 <= length < 64:
        raise ValueError('not RLP')
    first = at + 1
    if length > 55:
        first += length - 55
        length = int.from_bytes(data[at + 1 : first], 'big')
    if first + length > len(data):
        raise ValueError('RLP is cut short')
    return first, first + length
