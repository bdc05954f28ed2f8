"""The carrier's place in the network: libp2p's TCP port, discovery's UDP port, its ENR, and whom it dials when."""

import ipaddress
import socket
import threading
import time

from carrier.errors import Refused
from carrier.nodes import read_bootnodes, read_peers, read_record, why_incomplete
from carrier.peers import Peers
from carrier.stored import Stored
from stand_in.addresses import first_external_address, is_ip_literal
from stand_in.enr import make_enr
from stand_in.grpc_server import listen_tcp
from stand_in.peer_id import peer_id
from stand_in.secp256k1 import public_point

EXCLUSIVE = ('p2p-host-ip', 'p2p-host-dns', 'relay-node')
REDIAL_SECONDS = 5
# What the record of a node without discovery looks like: an empty list.
NO_RECORD = 'enr:wA'


class P2p:
    def __init__(self, flags, key, log):
        self.flags = flags
        self.key = key
        self.log = log
        self.enr = NO_RECORD
        self.peers = Peers(peer_id(public_point(key)), log)
        self.bootnodes = read_bootnodes(flags['bootstrap-node'], log)
        self.static = read_peers(flags['peer'], log)
        self.stored_seeds = Stored(flags['datadir'], 'seeds', [])
        self.seeds = [read_record(text) for text in self.stored_seeds.read()]
        if sum(bool(flags[name]) for name in EXCLUSIVE) > 1:
            raise Refused('Failed to create p2p host: cannot specify multiple address factories')
        if flags['p2p-local-ip'] and not is_ip_literal(flags['p2p-local-ip']):
            log.fatal(f'Invalid local ip provided: {flags["p2p-local-ip"]}')
        self.local_ip = flags['p2p-local-ip'] or first_external_address()
        try:
            self.listener = listen_tcp(self.local_ip, flags['p2p-tcp-port'])
        except OSError as error:
            raise Refused(f'Failed to create p2p host: {error}') from error

    def start(self):
        threading.Thread(target=self.peers.accept, args=(self.listener,), daemon=True).start()
        if self.discovers():
            self.start_discovery()
        self.probe_host_ip()
        self.log.info(f'P2P service startup done, current node info: {self.enr}')
        self.dial_known()

    def discovers(self):
        return not (self.flags['no-discovery'] or self.flags['disable-discv5'])

    def start_discovery(self):
        family = socket.AF_INET6 if ':' in self.local_ip else socket.AF_INET
        self.udp = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self.udp.bind((self.local_ip, self.flags['p2p-udp-port']))
        except (OSError, OverflowError) as error:
            self.log.fatal(f'Failed to start discovery: could not listen to UDP: {error}')
        # Stored seeds too: one that is incomplete ends every later start.
        for node in self.known():
            reason = why_incomplete(node)
            if reason:
                self.log.fatal(f'Failed to start discovery: bad bootstrap node {node.text}: {reason}')
        self.enr = make_enr(self.key, self.enr_ip(), self.flags['p2p-tcp-port'], self.flags['p2p-udp-port'])
        self.log.info('Started discovery v5', **{'current node ENR': self.enr})

    def enr_ip(self):
        host_ip = self.flags['p2p-host-ip']
        if not host_ip:
            return self.local_ip
        if is_ip_literal(host_ip):
            return host_ip
        self.log.error(f'Invalid host address given: {host_ip}')
        return self.local_ip

    def probe_host_ip(self):
        host_ip = self.flags['p2p-host-ip']
        if not host_ip:
            return
        try:
            socket.create_connection((host_ip, self.flags['p2p-tcp-port']), timeout=1).close()
        except OSError as error:
            self.log.warn(f'IP address is not accessible {host_ip}:{self.flags["p2p-tcp-port"]}: {error}')

    def multi_address(self):
        """Made from the ENR, with the UDP port: nothing that could be dialled."""
        if self.enr == NO_RECORD:
            return ''
        own = read_record(self.enr)
        return f'/ip4/{own.ip}/udp/{own.udp}/p2p/{own.peer_id}' if own.ip else ''

    def listen_ip(self):
        """libp2p reports interface addresses where it listens on all of them."""
        return first_external_address() if ipaddress.ip_address(self.local_ip).is_unspecified else self.local_ip

    def known(self):
        return [*self.bootnodes, *self.seeds]

    def add_seed(self, text):
        """ValueError where it is not an ENR with an address, or known already. Dialled later, and this once only."""
        node = read_record(text)
        if not node.ip:
            raise ValueError('the record has no ip address')
        if text in [known.text for known in self.known()]:
            raise ValueError('the seed node already exists')
        self.keep_seeds([*self.seeds, node])
        threading.Thread(target=self.peers.dial, args=(node,), daemon=True).start()

    def delete_seed(self, text):
        """Whether it was one of the stored seeds."""
        if text not in [seed.text for seed in self.seeds]:
            return False
        self.keep_seeds([seed for seed in self.seeds if seed.text != text])
        return True

    def keep_seeds(self, seeds):
        self.seeds = seeds
        self.stored_seeds.write([seed.text for seed in seeds])

    def dial_known(self):
        """Bootstrap nodes, and peers that were given as records, are dialled this once; the others for ever."""
        again = [*[node for node in self.static if not node.is_record], *self.seeds]
        once = [node for node in self.static if node.is_record]
        for node in [*(self.bootnodes if self.discovers() else []), *once, *again]:
            self.peers.dial(node)
        while True:
            time.sleep(REDIAL_SECONDS)
            for node in once:
                self.log.error(f'Could not make peer: failed to parse multiaddr {node.text}')
            for node in again:
                self.peers.dial(node)
