"""The REST gateway: JSON in camelCase with defaults emitted. It dials the rpc port, so without rpc it only fails."""

import dataclasses
import http.server
import json
import threading

from carrier.identity import Identity
from carrier.p2p import P2p
from stand_in.grpc_dial import dial
from stand_in.http_listener import HttpListener

NOT_FOUND = 404, {'code': 5, 'message': 'Not Found', 'details': []}
UNAVAILABLE = 503, {'code': 14, 'message': 'connection error: desc = "transport: Error while dialing"', 'details': []}


@dataclasses.dataclass
class Api:
    flags: dict
    p2p: P2p
    identity: Identity
    rpc_is_up: bool

    def answer(self, method, path, body):
        if not self.rpc_is_up:
            return UNAVAILABLE
        if path.startswith('/carrier/v1/debug/') and not self.flags['enable-debug-rpc-endpoints']:
            return NOT_FOUND
        endpoint = ENDPOINTS.get((method, path))
        return endpoint(self, body) if endpoint else NOT_FOUND

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
            'relatePeers': len(self.p2p.peers),
            'localBootstrapNode': self.p2p.enr,
            'localMultiAddr': self.p2p.multi_address(),
        }
        return ok(information=information)

    def seed_list(self, _):
        return ok(nodes=[
            {
                'addr': enr,
                'isDefault': True,
                'connState': 'ConnState_Connected' if enr in self.p2p.peers else 'ConnState_UnConnected',
            }
            for enr in self.p2p.bootnodes
        ])

    def data_nodes(self, _):
        return ok(nodes=[{'nodeDetail': node} for node in self.identity.fighters['data']])

    def job_nodes(self, _):
        return ok(nodes=[{'nodeDetail': node} for node in self.identity.fighters['job']])

    def get_identity(self, _):
        if not self.identity.organisation:
            return failed('Failed to get node identityInfo')
        return ok(owner=self.identity.organisation)

    def identity_list(self, _):
        """Asked of the data center each time, so it fails when that is gone."""
        try:
            dial(*(self.identity.data_center or ('', 0)), 2)
        except OSError as error:
            return failed(f'Failed to get all identity list: {error}')
        joined = self.identity.organisation
        return ok(identities=[joined] if joined else [])

    def apply_identity(self, body):
        member = body.get('member', {})
        if self.identity.organisation:
            return failed('identity was already exist')
        if not member.get('nodeName') or not member.get('identityId'):
            return failed('require nodeName and identityId')
        self.identity.join(member['nodeName'], member['identityId'])
        return ok()

    def revoke_identity(self, _):
        if not self.identity.organisation:
            return failed('Failed to get node identityInfo')
        self.identity.revoke()
        return ok()

    def peer_count(self, _):
        return 200, {'count': str(len(self.p2p.peers))}

    def debug_peers(self, _):
        return 200, {
            'responses': [
                {'connectionState': 'CONNECTED', 'direction': direction.upper(), 'enr': enr}
                for enr, direction in self.p2p.peers.items()
            ]
        }


ENDPOINTS = {
    ('GET', '/carrier/v1/yarn/nodeInfo'): Api.node_info,
    ('GET', '/carrier/v1/yarn/seedList'): Api.seed_list,
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


def start(api, log):
    flags = api.flags
    if flags['disable-grpc-gateway']:
        return
    try:
        server = HttpListener((flags['grpc-gateway-host'], flags['grpc-gateway-port']), Handler)
    except (OSError, OverflowError) as error:
        log.error(f'Failed to listen and serve gRPC gateway: {error}')
        return
    server.api = api
    threading.Thread(target=server.serve_forever, daemon=True).start()
    log.info(f'Starting gRPC gateway. address={flags["grpc-gateway-host"]}:{flags["grpc-gateway-port"]}')


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.respond({})

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        try:
            body = json.loads(text or b'{}')
        except ValueError:
            self.send(400, {'code': 3, 'message': 'invalid JSON', 'details': []})
            return
        self.respond(body if isinstance(body, dict) else {})

    def respond(self, body):
        self.send(*self.server.api.answer(self.command, self.path.partition('?')[0], body))

    def send(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
