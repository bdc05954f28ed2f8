"""The organisation this node has joined as; empty until it joins."""

from carrier.stored import Stored
from stand_in.secp256k1 import public_point, uncompressed


class Identity:
    def __init__(self, datadir, key):
        self.stored = Stored(datadir, 'identity', None)
        self.node_id = uncompressed(public_point(key)).hex()
        self.organisation = self.stored.read()

    def join(self, name, identity_id):
        self.keep({'nodeName': name, 'nodeId': self.node_id, 'identityId': identity_id})

    def revoke(self):
        self.keep(None)

    def keep(self, organisation):
        self.organisation = organisation
        self.stored.write(organisation)
