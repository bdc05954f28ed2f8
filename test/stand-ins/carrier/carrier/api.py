"""What the REST gateway answers: JSON in camelCase with defaults emitted."""

import dataclasses

from carrier.data_center import DataCenter
from carrier.fighters import Fighters
from carrier.identity import Identity
from carrier.p2p import P2p

DEFAULT_PAGE_SIZE = 10
NOT_FOUND = 404, {'code': 5, 'message': 'Not Found', 'details': []}
# The gateway dials the rpc port, so without rpc it only fails.
UNAVAILABLE = 503, {'code': 14, 'message': 'connection error: desc = "transport: Error while dialing"', 'details': []}


@dataclasses.dataclass
class Api:
    flags: dict
    p2p: P2p
    identity: Identity
    fighters: Fighters
    data_center: DataCenter
    rpc_is_up: bool

    def answer(self, method, path, asked):
        """`asked` is a POST's body, or a GET's query."""
        if not self.rpc_is_up:
            return UNAVAILABLE
        if path.startswith('/carrier/v1/debug/') and not self.flags['enable-debug-rpc-endpoints']:
            return NOT_FOUND
        endpoint = ENDPOINTS.get((method, path))
        return endpoint(self, asked) if endpoint else NOT_FOUND

    def node_info(self, _):
        organisation = self.identity.organisation or {}
        information = {
            'nodeType': 'NodeType_YarnNode',
            'nodeId': organisation.get('nodeId', ''),
            'internalIp': self.flags['rpc-host'],
            'internalPort': str(self.flags['rpc-port']),
            'externalIp': self.p2p.listen_ip(),
            'externalPort': str(self.flags['p2p-tcp-port']),
            'identityType': '',
            'identityId': organisation.get('identityId', ''),
            'name': organisation.get('nodeName', ''),
            'state': 'YarnNodeState_Active',
            'relatePeers': len(self.p2p.peers.directions),
            'localBootstrapNode': self.p2p.enr,
            'localMultiAddr': self.p2p.multi_address(),
        }
        return ok(information=information)

    def seed_list(self, _):
        return ok(nodes=[
            {
                'addr': node.text,
                'isDefault': node in self.p2p.bootnodes,
                'connState': (
                    'ConnState_Connected' if self.p2p.peers.is_connected(node.peer_id) else 'ConnState_UnConnected'
                ),
            }
            for node in self.p2p.known()
        ])

    def set_seed(self, body):
        try:
            self.p2p.add_seed(body.get('addr') or '')
        except ValueError as error:
            return failed(str(error))
        return ok(node={'addr': body['addr'], 'isDefault': False, 'connState': 'ConnState_UnConnected'})

    def delete_seed(self, body):
        return ok() if self.p2p.delete_seed(body.get('addr') or '') else failed('not found seed node')

    def delete_data_node(self, body):
        return ok() if self.fighters.delete('data', body.get('id')) else failed('not found data node')

    def delete_job_node(self, body):
        return ok() if self.fighters.delete('job', body.get('id')) else failed('not found job node')

    def data_nodes(self, _):
        return ok(nodes=[{'nodeDetail': node} for node in self.fighters.nodes['data'].values()])

    def job_nodes(self, _):
        return ok(nodes=[{'nodeDetail': node} for node in self.fighters.nodes['job'].values()])

    def get_identity(self, _):
        if not self.identity.organisation:
            return failed('Failed to get node identityInfo')
        return ok(owner=self.identity.organisation)

    def identity_list(self, query):
        """Asked of the data center each time, so it fails when that is gone. Without a page size, the ten oldest."""
        size = str(query.get('pageSize') or query.get('page_size') or DEFAULT_PAGE_SIZE)
        try:
            return ok(memberList=self.data_center.members(int(size)))
        except (OSError, ValueError) as error:
            return failed(f'Failed to get all identity list: {error}')

    def apply_identity(self, body):
        member = body.get('member', {})
        try:
            self.identity.join(member.get('nodeName'), member.get('identityId'))
        except ValueError as error:
            return failed(str(error))
        return ok()

    def revoke_identity(self, _):
        try:
            self.identity.revoke()
        except ValueError as error:
            return failed(str(error))
        return ok()

    def peer_count(self, _):
        return 200, {'count': str(len(self.p2p.peers.directions))}

    def debug_peers(self, _):
        return 200, {
            'responses': [
                {'connectionState': 'CONNECTED', 'direction': direction.upper(), 'peerId': peer_id}
                for peer_id, direction in self.p2p.peers.directions.items()
            ]
        }


ENDPOINTS = {
    ('GET', '/carrier/v1/yarn/nodeInfo'): Api.node_info,
    ('GET', '/carrier/v1/yarn/seedList'): Api.seed_list,
    ('POST', '/carrier/v1/yarn/setSeed'): Api.set_seed,
    ('POST', '/carrier/v1/yarn/deleteSeed'): Api.delete_seed,
    ('POST', '/carrier/v1/yarn/deleteDataNode'): Api.delete_data_node,
    ('POST', '/carrier/v1/yarn/deleteJobNode'): Api.delete_job_node,
    ('GET', '/carrier/v1/yarn/dataNodeList'): Api.data_nodes,
    ('GET', '/carrier/v1/yarn/jobNodeList'): Api.job_nodes,
    ('GET', '/carrier/v1/auth/getIdentity'): Api.get_identity,
    ('GET', '/carrier/v1/auth/identityList'): Api.identity_list,
    ('POST', '/carrier/v1/auth/applyIdentity'): Api.apply_identity,
    ('POST', '/carrier/v1/auth/revokeIdentity'): Api.revoke_identity,
    ('GET', '/carrier/v1/debug/peerCount'): Api.peer_count,
    ('GET', '/carrier/v1/debug/peers'): Api.debug_peers,
}


def ok(**fields):
    return 200, {'status': 0, 'msg': 'ok', **fields}


def failed(message):
    return 500, {'code': 2, 'message': message, 'details': []}
