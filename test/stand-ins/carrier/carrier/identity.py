"""The organisation this node has joined as (kept in the datadir, empty until it joins) and what it learnt since."""

import json
import os

from stand_in.secp256k1 import public_point, uncompressed


class Identity:
    def __init__(self, datadir, key):
        self.path = os.path.join(datadir, 'datachain', 'identity.json')
        self.node_id = uncompressed(public_point(key)).hex()
        self.organisation = self.load()
        self.data_center = None
        self.fighters = {'data': [], 'job': []}

    def load(self):
        try:
            with open(self.path, encoding='utf-8') as file:
                return json.load(file)
        except FileNotFoundError:
            return None

    def join(self, name, identity_id):
        self.organisation = {'nodeName': name, 'nodeId': self.node_id, 'identityId': identity_id}
        temporary = f'{self.path}.new'
        with open(temporary, 'w', encoding='utf-8') as file:
            json.dump(self.organisation, file)
        os.replace(temporary, self.path)

    def revoke(self):
        self.organisation = None
        os.remove(self.path)
