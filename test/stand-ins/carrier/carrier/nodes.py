"""The carriers that this one is told of: an ENR, or `/ip4/A/tcp/P/p2p/ID`; as texts, or in `.yaml` lists of them."""

import dataclasses
import ipaddress
import os
import re

import yaml

from carrier.errors import Refused
from stand_in.enr import read_enr
from stand_in.peer_id import KEY_PREFIX, base58

MULTI_ADDRESS = re.compile(r'/ip4/([0-9.]+)/tcp/([0-9]+)/p2p/([1-9A-HJ-NP-Za-km-z]+)')


@dataclasses.dataclass(frozen=True)
class Node:
    text: str
    peer_id: str
    ip: str = ''
    tcp: int = 0
    udp: int = 0

    @property
    def is_record(self):
        return self.text.startswith('enr:')


def read_node(text):
    """ValueError where it is neither."""
    return read_record(text) if text.startswith('enr:') else read_multi_address(text)


def read_record(text):
    pairs = read_enr(text)
    if len(pairs.get('secp256k1', b'')) != 33:
        raise ValueError('not an ENR of a secp256k1 key')
    return Node(
        text=text,
        peer_id=base58(KEY_PREFIX + pairs['secp256k1']),
        ip=str(ipaddress.ip_address(pairs['ip'])) if 'ip' in pairs else '',
        tcp=int.from_bytes(pairs.get('tcp', b''), 'big'),
        udp=int.from_bytes(pairs.get('udp', b''), 'big'),
    )


def read_multi_address(text):
    found = MULTI_ADDRESS.fullmatch(text)
    if not found:
        raise ValueError('failed to parse multiaddr')
    ip, tcp, peer_id = found.groups()
    return Node(text=text, peer_id=peer_id, ip=str(ipaddress.IPv4Address(ip)), tcp=int(tcp))


def read_bootnodes(entries, log):
    """Records only: what is none is logged and skipped, and a multiaddr is passed over without a word."""
    nodes = []
    for entry in entries:
        for text in read_list(entry) if os.path.splitext(entry)[1] == '.yaml' else [entry]:
            try:
                nodes.append(read_node(text))
            except ValueError as error:
                log.error(f'Failed to parse the bootstrap node {text}: {error}')
    return [node for node in nodes if node.is_record]


def read_peers(entries, log):
    """What can't be read is logged and skipped; a record without an address voids the whole list."""
    nodes = []
    for text in entries:
        try:
            nodes.append(read_node(text))
        except ValueError as error:
            log.error(f'Could not parse the peer {text}: {error}')
    if any(not node.ip for node in nodes):
        log.error('Could not add static peers: a record has no ip address')
        return []
    return nodes


def why_incomplete(node):
    """What discovery says of a record that it can't start with."""
    if not node.ip:
        return 'missing IP address'
    address = ipaddress.ip_address(node.ip)
    if address.is_unspecified or address.is_multicast:
        return 'invalid IP (multicast/unspecified)'
    return None if node.udp else 'missing UDP port'


def read_list(path):
    try:
        with open(path, encoding='utf-8') as file:
            return [str(item) for item in yaml.safe_load(file)]
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise Refused(f'Failed to read bootstrap nodes from {path}: {error}') from error
