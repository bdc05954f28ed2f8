"""The carrier's place in the network: libp2p's TCP port, discovery's UDP port, its ENR and its peers.

Peers of this stand-in greet each other with one line over TCP: enough to count who is connected.
"""

import ipaddress
import socket
import threading
import time

from carrier.bootnodes import read_bootnodes
from carrier.errors import Refused
from carrier.stored import Stored
from stand_in.addresses import first_external_address, is_ip_literal
from stand_in.enr import make_enr, read_enr
from stand_in.grpc_server import listen_tcp
from stand_in.peer_id import peer_id
from stand_in.secp256k1 import public_point

EXCLUSIVE = ('p2p-host-ip', 'p2p-host-dns', 'relay-node')
GREETING = b'metis-stand-in '
# An inbound peer of the real carrier counts only after its handshake wait.
INBOUND_WAIT_SECONDS = 10
REDIAL_SECONDS = 5


class P2p:
    def __init__(self, flags, key, log):
        self.flags = flags
        self.key = key
        self.log = log
        self.peers = {}
        self.enr = ''
        self.peer_id = peer_id(public_point(key))
        self.bootnodes = read_bootnodes(flags['bootstrap-node'], log)
        self.stored_seeds = Stored(flags['datadir'], 'seeds', [])
        self.seeds = self.stored_seeds.read()
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
        threading.Thread(target=self.accept, daemon=True).start()
        if not (self.flags['no-discovery'] or self.flags['disable-discv5']):
            self.start_discovery()
        self.probe_host_ip()
        self.log.info(f'P2P service startup done, current node info: {self.enr}')
        self.dial_known()

    def start_discovery(self):
        family = socket.AF_INET6 if ':' in self.local_ip else socket.AF_INET
        self.udp = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self.udp.bind((self.local_ip, self.flags['p2p-udp-port']))
        except (OSError, OverflowError) as error:
            self.log.fatal(f'Failed to start discovery: could not listen to UDP: {error}')
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
        """With p2p-host-ip the internal address is announced too; this is the one that others should dial."""
        announced = self.flags['p2p-host-ip'] if is_ip_literal(self.flags['p2p-host-ip']) else self.listen_ip()
        return f'/ip4/{announced}/tcp/{self.flags["p2p-tcp-port"]}/p2p/{self.peer_id}'

    def listen_ip(self):
        """libp2p reports interface addresses where it listens on all of them."""
        return first_external_address() if ipaddress.ip_address(self.local_ip).is_unspecified else self.local_ip

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.meet, args=(connection, INBOUND_WAIT_SECONDS), daemon=True).start()

    def known(self):
        return [*self.bootnodes, *self.seeds]

    def add_seed(self, enr):
        """ValueError where it is not an ENR, or known already. Dialled later, so it starts unconnected."""
        read_enr(enr)
        if enr in self.known():
            raise ValueError('the seed node already exists')
        self.keep_seeds([*self.seeds, enr])

    def delete_seed(self, enr):
        """Whether it was one of the stored seeds."""
        if enr not in self.seeds:
            return False
        self.keep_seeds([seed for seed in self.seeds if seed != enr])
        return True

    def keep_seeds(self, seeds):
        self.seeds = seeds
        self.stored_seeds.write(seeds)

    def dial_known(self):
        """Discovery keeps finding the configured nodes; without it only stored seeds are dialled."""
        while True:
            for enr in self.seeds if self.flags['no-discovery'] else self.known():
                if enr != self.enr and enr not in self.peers:
                    self.dial(enr)
            time.sleep(REDIAL_SECONDS)

    def dial(self, enr):
        pairs = read_enr(enr)
        if 'ip' not in pairs or 'tcp' not in pairs:
            return
        address = (str(ipaddress.ip_address(pairs['ip'])), int.from_bytes(pairs['tcp'], 'big'))
        try:
            connection = socket.create_connection(address, timeout=2)
        except OSError as error:
            self.log.debug(f'Could not connect with peer {address[0]}:{address[1]}: {error}')
            return
        threading.Thread(target=self.meet, args=(connection, 0), daemon=True).start()

    def meet(self, connection, wait_seconds):
        peer = None
        try:
            with connection:
                connection.settimeout(5)
                connection.sendall(GREETING + self.enr.encode() + b'\n')
                line = connection.makefile('rb').readline(4096)
                if not line.startswith(GREETING):
                    return
                connection.settimeout(None)
                time.sleep(wait_seconds)
                peer = line[len(GREETING) :].decode().strip()
                self.peers[peer] = 'outbound' if wait_seconds == 0 else 'inbound'
                self.log.info('Connected with peer', direction=self.peers[peer])
                while connection.recv(4096):
                    pass
        except (OSError, UnicodeDecodeError):
            return
        finally:
            self.peers.pop(peer, None)
