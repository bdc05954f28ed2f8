"""The address a service registers under: the first interface the OS lists that is up, not loopback, not link-local."""

import fcntl
import ipaddress
import socket
import struct

SIOCGIFFLAGS = 0x8913
SIOCGIFADDR = 0x8915
IFF_UP = 0x1
IFF_LOOPBACK = 0x8


def first_external_address():
    return next(external_ipv4_addresses(), None) or next(external_ipv6_addresses(), None) or '127.0.0.1'


def first_external_ipv4():
    return next(external_ipv4_addresses(), None) or '127.0.0.1'


def external_ipv4_addresses():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            request = struct.pack('256s', name.encode()[:15])
            try:
                flags = struct.unpack_from('H', fcntl.ioctl(probe, SIOCGIFFLAGS, request), 16)[0]
                address = socket.inet_ntoa(fcntl.ioctl(probe, SIOCGIFADDR, request)[20:24])
            except OSError:
                continue
            if flags & IFF_UP and not flags & IFF_LOOPBACK and is_external(address):
                yield address


def external_ipv6_addresses():
    try:
        with open('/proc/net/if_inet6', encoding='ascii') as table:
            rows = [row.split() for row in table]
    except OSError:
        return
    for row in rows:
        address = str(ipaddress.IPv6Address(int(row[0], 16)))
        if is_external(address):
            yield address


def is_external(address):
    parsed = ipaddress.ip_address(address)
    return not parsed.is_loopback and not parsed.is_link_local


def is_ip_literal(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
