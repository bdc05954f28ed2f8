"""Consul's HTTP API as the services use it: one agent's local view, never the cluster-wide catalog."""

import base64
import http.client
import json
import os
import urllib.parse


class ConsulError(Exception):
    """Consul could not be reached, or refused."""

    def __init__(self, message, status=None):
        super().__init__(message)
        self.status = status


class ConsulAgent:
    def __init__(self, host, port, keeps_connection=False):
        self.host = host
        self.port = port
        self.kept = http.client.HTTPConnection(host, port, timeout=10) if keeps_connection else None

    def services_tagged(self, tag):
        query = urllib.parse.urlencode({'filter': f'"{tag}" in Tags'})
        return parse(self.request('GET', f'/v1/agent/services?{query}'))

    def register(self, service):
        self.request('PUT', '/v1/agent/service/register', json.dumps(service))

    def deregister(self, service_id):
        self.request('PUT', f'/v1/agent/service/deregister/{urllib.parse.quote(service_id)}')

    def value(self, key):
        """The text stored under a key, or None where the key is missing."""
        try:
            entries = parse(self.request('GET', f'/v1/kv/{key}'))
        except ConsulError as error:
            if error.status == 404:
                return None
            raise
        return base64.b64decode(entries[0]['Value'] or '').decode()

    def request(self, method, path, body=None):
        connection = self.kept or http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.request(method, path, body, self.headers())
            response = connection.getresponse()
            text = response.read().decode()
        # ValueError and OverflowError: names and ports that can't be an address.
        except (OSError, ValueError, OverflowError, http.client.HTTPException) as error:
            raise ConsulError(f'{method} "http://{self.host}:{self.port}{path}": {error}') from error
        finally:
            if not self.kept:
                connection.close()
        if response.status != 200:
            raise ConsulError(f'Unexpected response code: {response.status} ({text.strip()})', response.status)
        return text

    def headers(self):
        token = os.environ.get('CONSUL_HTTP_TOKEN')
        return {'X-Consul-Token': token} if token else {}


def parse(text):
    try:
        return json.loads(text)
    except ValueError as error:
        raise ConsulError(f'not an answer of Consul: {text[:80]}') from error
