"""The carrier's calls of the data center. Nothing is kept: each list is asked for anew, and fails when that is gone."""

from stand_in.grpc_dial import call, dial
from stand_in.grpc_server import CallFailed
from stand_in.protobuf import decode, encode, text

TIMEOUT_SECONDS = 2
STATUS = {1: 'CommonStatus_Normal', 2: 'CommonStatus_NonNormal'}


class DataCenter:
    def __init__(self):
        self.address = None

    def connect(self, address):
        """Raises OSError where nobody answers."""
        dial(*address, TIMEOUT_SECONDS)
        self.address = address

    def save(self, organisation):
        self.ask('SaveIdentity', record(organisation))

    def revoke(self, organisation):
        self.ask('RevokeIdentity', record(organisation))

    def members(self, page_size):
        found = decode(self.ask('ListIdentity', encode({2: page_size})))
        return [member(decode(row)) for row in found.get(1, [])]

    def ask(self, method, message):
        """OSError for every failure."""
        if self.address is None:
            raise OSError('the data center is not known yet')
        try:
            return call(*self.address, f'/api.IdentityService/{method}', message, TIMEOUT_SECONDS)
        except CallFailed as failure:
            raise OSError(str(failure)) from failure


def record(organisation):
    return encode({1: organisation['nodeName'], 2: organisation['nodeId'], 3: organisation['identityId']})


def member(row):
    return {
        'nodeName': text(row, 1),
        'nodeId': text(row, 2),
        'identityId': text(row, 3),
        'status': STATUS[row[4][0]],
        'updateAt': str(row[5][0]),
        'imageUrl': '',
        'details': '',
    }
