"""
The organisation this node has joined as; empty until it joins. It is written here first and told to the data center
then: where that fails, the node believes that it has joined all the same.
"""

from carrier.stored import Stored
from stand_in.secp256k1 import public_point, uncompressed


class Identity:
    def __init__(self, datadir, key, data_center, log):
        self.stored = Stored(datadir, 'identity', None)
        self.node_id = uncompressed(public_point(key)).hex()
        self.organisation = self.stored.read()
        self.data_center = data_center
        self.log = log

    def join(self, name, identity_id):
        """ValueError with the reason where it can't."""
        if self.organisation:
            raise ValueError('identity was already exist')
        if not name or not identity_id:
            raise ValueError('require nodeName and identityId')
        self.keep({'nodeName': name, 'nodeId': self.node_id, 'identityId': identity_id})
        self.tell('save', self.organisation)

    def revoke(self):
        if not self.organisation:
            raise ValueError('Failed to get node identityInfo')
        left = self.organisation
        self.keep(None)
        self.tell('revoke', left)

    def tell(self, what, organisation):
        try:
            getattr(self.data_center, what)(organisation)
        except OSError as error:
            self.log.error(f'Failed to {what} the identity on the data center: {error}')

    def keep(self, organisation):
        self.organisation = organisation
        self.stored.write(organisation)
