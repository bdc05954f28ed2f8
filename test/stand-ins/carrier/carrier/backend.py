"""What may still end the carrier seconds after its ports opened: KV, data center, duplicate tag, registration."""

import threading
import time

from stand_in.addresses import first_external_address
from stand_in.consul_agent import ConsulAgent, ConsulError

DATA_CENTER_KEY = 'metis/dataCenter_ip_port'
# What its blocking dial takes to give up, also where the port is closed; its own ports are open meanwhile.
DIAL_SECONDS = 2
FIGHTER_POLL_SECONDS = 6


class Backend:
    def __init__(self, flags, identity, fighters, data_center, log):
        self.flags = flags
        self.identity = identity
        self.fighters = fighters
        self.data_center = data_center
        self.log = log
        self.registered = False
        self.lock = threading.Lock()
        if not (flags['discovery-server-ip'] and flags['discovery-server-port']):
            log.fatal('Invalid discovery server ip or port')
        self.consul = ConsulAgent(flags['discovery-server-ip'], flags['discovery-server-port'])
        self.default_id = f'carrierService_{first_external_address()}_{flags["rpc-port"]}'

    def start(self):
        try:
            self.dial_data_center(self.find_data_center())
            self.refuse_second_carrier()
            with self.lock:
                self.consul.register(self.registration())
                self.registered = True
        except ConsulError as error:
            self.log.fatal(f'discover center failed: {error}')
        self.log.info('Succeed init Services with discoveryCenter...')
        self.watch_fighters()

    def stop(self):
        """Only the default id is taken back: a registration under discovery-service-id stays behind."""
        with self.lock:
            if not self.registered:
                return
            try:
                self.consul.deregister(self.default_id)
            except ConsulError as error:
                self.log.error(f'deregister discovery service failed: {error}')

    def find_data_center(self):
        value = self.consul.value(DATA_CENTER_KEY)
        if value is None:
            self.log.fatal(f'query {DATA_CENTER_KEY} from the discovery center failed, not found')
        parts = value.split('_')
        if len(parts) != 2:
            self.log.fatal(f'the value of {DATA_CENTER_KEY} is malformed: {value!r}')
        host, port = parts
        # int() alone would let blanks and a trailing newline pass, which Go's Atoi refuses.
        if not port.isascii() or not port.isdigit():
            self.log.fatal(f'the port of {DATA_CENTER_KEY} is not a number: {port!r}')
        if not host or int(port) == 0:
            self.log.panic('Invalid DataCenter config')
        return host, int(port)

    def dial_data_center(self, address):
        gives_up = time.monotonic() + DIAL_SECONDS
        try:
            self.data_center.connect(address)
        except OSError as error:
            time.sleep(max(gives_up - time.monotonic(), 0))
            self.log.fatal(f'connot setConfig of carrierDB, dial grpc server failed {address[0]}:{address[1]}: {error}')

    def refuse_second_carrier(self):
        found = self.consul.services_tagged('carrier')
        if found:
            self.log.fatal(f'Alerady exits carrier service... {", ".join(found)}')

    def registration(self):
        flags = self.flags
        address = first_external_address()
        return {
            'ID': flags['discovery-service-id'] or self.default_id,
            'Name': flags['discovery-service-name'],
            'Tags': flags['discovery-service-tags'],
            'Address': address,
            'Port': flags['rpc-port'],
            'Check': {
                'GRPC': f'{address}:{flags["rpc-port"]}/{flags["discovery-service-name"]}',
                'Interval': f'{flags["discovery-service-health-check-interval"]}ms',
                'DeregisterCriticalServiceAfter': f'{flags["discovery-service-health-check-deregister"]}ms',
            },
        }

    def watch_fighters(self):
        while True:
            time.sleep(FIGHTER_POLL_SECONDS)
            if self.identity.organisation:
                self.fighters.refresh(self.consul)
