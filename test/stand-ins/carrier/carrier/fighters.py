"""The data and job nodes the carrier knows. One that disappears from Consul keeps its record, UnConnected."""

from carrier.stored import Stored
from stand_in.addresses import first_external_address
from stand_in.consul_agent import ConsulError
from stand_in.grpc_dial import call, dial
from stand_in.grpc_server import CallFailed

VIA_KEY = 'metis/via_ip_port'
KINDS = ('data', 'job')
DIAL_SECONDS = 2


class Fighters:
    def __init__(self, flags, log):
        self.own_address = f'{first_external_address()}:{flags["rpc-port"]}'
        self.stored = Stored(flags['datadir'], 'fighters', {kind: {} for kind in KINDS})
        self.nodes = self.stored.read()
        self.log = log

    def dial_stored(self):
        """Before any port opens, one after the other: each fighter that is down costs two seconds."""
        for kind in KINDS:
            for node in self.nodes[kind].values():
                try:
                    dial(node['internalIp'], int(node['internalPort']), DIAL_SECONDS)
                except OSError as error:
                    self.log.error(f'Failed to connect the stored {kind} node {node["id"]}: {error}')

    def refresh(self, consul):
        """Without the via key nothing is discovered at all."""
        try:
            via = consul.value(VIA_KEY)
            if via is None or len(via.split('_')) != 2:
                self.log.error(f'query {VIA_KEY} failed: {via!r}')
                return
            self.replace({kind: self.seen(consul, kind, *via.split('_')) for kind in KINDS})
        except ConsulError as error:
            self.log.error(f'query the fighters failed: {error}')

    def seen(self, consul, kind, external_ip, external_port):
        nodes = {node_id: {**node, 'connState': 'ConnState_UnConnected'} for node_id, node in self.nodes[kind].items()}
        for service in consul.services_tagged(kind).values():
            node_id = f'{kind}Service_{service["Address"]}_{service["Port"]}'
            if service['ID'] == node_id:
                nodes[node_id] = {
                    'id': node_id,
                    'internalIp': service['Address'],
                    'internalPort': str(service['Port']),
                    'externalIp': external_ip,
                    'externalPort': external_port,
                    'connState': 'ConnState_Connected' if self.hears(service) else 'ConnState_UnConnected',
                }
        return nodes

    def hears(self, fighter):
        """Whether it still listens to the agent, and has learned of this carrier."""
        try:
            known = call(fighter['Address'], fighter['Port'], '/standin.Fighter/GetCarrier', b'', DIAL_SECONDS)
        except (OSError, CallFailed):
            return False
        return known.decode() == self.own_address

    def delete(self, kind, node_id):
        """Whether there was such a node."""
        if node_id not in self.nodes[kind]:
            return False
        self.replace({**self.nodes, kind: {key: node for key, node in self.nodes[kind].items() if key != node_id}})
        return True

    def replace(self, nodes):
        if nodes == self.nodes:
            return
        earlier = self.nodes
        self.nodes = nodes
        self.stored.write(nodes)
        for kind in KINDS:
            for node_id, node in nodes[kind].items():
                if node_id not in earlier[kind]:
                    self.log.info(f'New fighter {node_id}')
                if node['connState'] != earlier[kind].get(node_id, {}).get('connState'):
                    self.log.info(f'{node_id} is {node["connState"]}')
