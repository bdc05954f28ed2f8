"""Who is connected. Between stand-ins a connection is one line each way over TCP, which says whose key it is."""

import socket
import threading
import time

GREETING = b'metis-stand-in '
# An inbound peer of the real carrier counts only after its handshake wait.
INBOUND_WAIT_SECONDS = 10
DIAL_SECONDS = 2


class Peers:
    def __init__(self, peer_id, log):
        self.peer_id = peer_id
        self.log = log
        self.lock = threading.Lock()
        # Peer ids of every open connection, also of those that do not count yet.
        self.open = []
        # Peer ids that are being dialled: a bootstrap node that is a peer as well is dialled by two threads at once.
        self.dialled = set()
        self.directions = {}

    def is_connected(self, peer_id):
        return peer_id in self.directions

    def dial(self, node):
        """Does nothing where a connection is open already, to whichever of us began it."""
        if node.peer_id == self.peer_id or not node.ip or not node.tcp:
            return
        with self.lock:
            if node.peer_id in self.open or node.peer_id in self.dialled:
                return
            self.dialled.add(node.peer_id)
        try:
            connection = socket.create_connection((node.ip, node.tcp), timeout=DIAL_SECONDS)
        except (OSError, OverflowError) as error:
            self.log.debug(f'Could not connect with peer {node.ip}:{node.tcp}: {error}')
            self.dialled.discard(node.peer_id)
            return
        threading.Thread(target=self.meet, args=(connection, node.peer_id), daemon=True).start()

    def accept(self, listener):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self.meet, args=(connection,), daemon=True).start()

    def meet(self, connection, expected=None):
        try:
            with connection:
                connection.settimeout(5)
                connection.sendall(GREETING + self.peer_id.encode() + b'\n')
                line = connection.makefile('rb').readline(4096)
                peer_id = line[len(GREETING) :].decode('ascii').strip()
                if not line.startswith(GREETING) or peer_id == self.peer_id:
                    return
                if expected not in (None, peer_id):
                    self.log.error(f'failed to negotiate security protocol: peer id mismatch: {peer_id}')
                    return
                connection.settimeout(None)
                self.stay(connection, peer_id, 'inbound' if expected is None else 'outbound')
        except (OSError, UnicodeDecodeError):
            return
        finally:
            self.dialled.discard(expected)

    def stay(self, connection, peer_id, direction):
        with self.lock:
            self.open.append(peer_id)
        try:
            if direction == 'inbound':
                time.sleep(INBOUND_WAIT_SECONDS)
            with self.lock:
                self.directions.setdefault(peer_id, direction)
            self.log.info('Connected with peer', direction=direction, peer=peer_id)
            while connection.recv(4096):
                pass
        finally:
            with self.lock:
                self.open.remove(peer_id)
                if peer_id not in self.open:
                    self.directions.pop(peer_id, None)
            self.log.info('Disconnected from peer', peer=peer_id)
