"""A fighter's entry in Consul, made once, before anything listens. Every failure here ends the process with 1."""

import os
import re

from stand_in.consul_agent import ConsulAgent, ConsulError

NAMES = ('dataService', 'jobService', 'carrierService')
OCTET = r'(25[0-5]|2[0-4]\d|1\d\d|[1-9]\d|\d)'
IPV4 = re.compile(rf'(25[0-5]|2[0-4]\d|1\d\d|[1-9]\d|[1-9])(\.{OCTET}){{3}}')
# Consul also takes a bare number, as nanoseconds; the services are only known to work with these strings.
DURATION = re.compile(r'(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+')


class Registration:
    def __init__(self, config):
        check_address(config)
        consul = config['consul']
        if consul['name'] not in NAMES:
            raise ValueError(f'service name {consul["name"]} is not in {NAMES}')
        self.agent = connect(consul['service_ip'], consul['service_port'])
        self.service = service(config, consul)

    def register(self):
        check = self.service['Check']
        for name in ('Interval', 'DeregisterCriticalServiceAfter'):
            if type(check[name]) is not str or not DURATION.fullmatch(check[name]):
                raise ConsulError(f'400 Request decode failed: {name}: invalid duration {check[name]!r}', 400)
        self.agent.register(self.service)

    def deregister(self):
        self.agent.deregister(self.service['ID'])


def check_address(config):
    if type(config['bind_ip']) is not str or not IPV4.fullmatch(config['bind_ip']):
        raise ValueError(f'bind_ip {config["bind_ip"]} is not a valid IPv4 address')
    if type(config['port']) is not int or config['port'] <= 1024:
        raise ValueError(f'port {config["port"]} must be an integer above 1024')


def connect(host, port):
    """CONSUL_HTTP_ADDR in the environment wins over the config, as in python-consul2."""
    override = os.environ.get('CONSUL_HTTP_ADDR')
    if override:
        host, port = override.split(':')
    return ConsulAgent(host, int(port))


def service(config, consul):
    address, port = config['bind_ip'], config['port']
    return {
        'ID': f'{consul["name"]}_{address}_{port}',
        'Name': consul['name'],
        'Tags': [consul['tag']],
        'Address': address,
        'Port': port,
        'Check': {
            'GRPC': f'{address}:{port}/{consul["name"]}',
            'Interval': consul['interval'],
            'DeregisterCriticalServiceAfter': consul['deregister'],
        },
    }
