"""The organisations of the network, the least lately changed first. Nobody has to prove who it is."""

import json
import os
import threading
import time

from stand_in.protobuf import decode, encode, text

NORMAL, NOT_NORMAL = 1, 2
DEFAULT_PAGE_SIZE = 10


class Identities:
    def __init__(self, store):
        self.store = store
        self.lock = threading.Lock()
        self.rows = self.read()

    def methods(self):
        return {
            '/api.IdentityService/SaveIdentity': self.save,
            '/api.IdentityService/RevokeIdentity': self.revoke,
            '/api.IdentityService/ListIdentity': self.list,
        }

    def save(self, request):
        fields = decode(request)
        name, node_id, identity_id = (text(fields, number) for number in (1, 2, 3))
        self.put(identity_id, {'name': name, 'node': node_id, 'status': NORMAL})
        return encode({1: 0, 2: 'ok'})

    def revoke(self, request):
        identity_id = text(decode(request), 3)
        if identity_id in self.rows:
            self.put(identity_id, {**self.rows[identity_id], 'status': NOT_NORMAL})
        return encode({1: 0, 2: 'ok'})

    def list(self, request):
        size = decode(request).get(2, [DEFAULT_PAGE_SIZE])[0]
        rows = sorted(self.rows.items(), key=lambda item: item[1]['updated'])[:size]
        return encode({
            1: [
                encode({1: row['name'], 2: row['node'], 3: identity_id, 4: row['status'], 5: row['updated']})
                for identity_id, row in rows
            ]
        })

    def put(self, identity_id, row):
        with self.lock:
            self.rows = {**self.rows, identity_id: {**row, 'updated': time.time_ns() // 1_000_000}}
            if self.store:
                with open(f'{self.store}.new', 'w', encoding='utf-8') as file:
                    json.dump(self.rows, file)
                os.replace(f'{self.store}.new', self.store)

    def read(self):
        if not self.store or not os.path.exists(self.store):
            return {}
        with open(self.store, encoding='utf-8') as file:
            return json.load(file)
