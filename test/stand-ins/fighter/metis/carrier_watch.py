"""
Learns the carrier's address from the agent. Any exception ends it for good, and with it the fighter's use: it goes on
to look healthy, and never hears of another carrier. Its connection to the agent is one for life, so that no restart of
the agent goes unnoticed.
"""

import logging
import threading
import time

from stand_in.consul_agent import ConsulAgent
from stand_in.grpc_server import UNKNOWN, CallFailed

POLL_SECONDS = 3


class CarrierWatch:
    def __init__(self, agent):
        self.agent = ConsulAgent(agent.host, agent.port, keeps_connection=True)
        self.carrier = ''
        self.is_deaf = False

    def start(self):
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        try:
            while True:
                self.look()
                time.sleep(POLL_SECONDS)
        except Exception:
            self.is_deaf = True
            logging.exception('the thread that looks for the carrier ends')

    def look(self):
        found = self.agent.services_tagged('carrier')
        if len(found) > 1:
            raise RuntimeError(f'more than one carrier: {", ".join(found)}')
        for service in found.values():
            address = f'{service["Address"]}:{service["Port"]}'
            if address != self.carrier:
                logging.info('carrier service address: %s', address)
                self.carrier = address

    def get_carrier(self, _):
        """Asked by the carrier stand-in alone."""
        if self.is_deaf:
            raise CallFailed(UNKNOWN, 'deaf')
        return self.carrier.encode()
