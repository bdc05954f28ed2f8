import logging
import sys

from stand_in.consul_agent import ConsulAgent, ConsulError
from stand_in.grpc_server import GrpcServer, listen_tcp
from stand_in.stop_signal import wait_for_stop
from via.config import BadConfig, consul_address, read_config


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ('-cnf', '--cnf'):
        print('Usage of via:\n  -cnf string\n    \tthe config file', file=sys.stderr)
        sys.exit(2)
    try:
        config = read_config(arguments[1])
        open_log(config['log'])
        serve(config)
    except (BadConfig, OSError) as error:
        print(error, file=sys.stderr)
        logging.critical('%s', error)
        sys.exit(1)


def open_log(log):
    level = logging.getLevelName({'trace': 'DEBUG', 'warn': 'WARNING'}.get(log['level'], log['level'].upper()))
    logging.basicConfig(filename=log['file'], level=level, format='%(asctime)s %(levelname)s %(message)s')


def serve(config):
    via = config['via']
    # Bound to the configured address only, as its ancestor does.
    GrpcServer(listen_tcp(via['host'], via['port']), {'/via.VIAService/Signup': lambda _: b''}).start()
    logging.info('VIA service is listening on %s:%s', via['host'], via['port'])
    consul = register(config)
    wait_for_stop()
    if consul:
        deregister(consul, via['id'])
    logging.info('VIA service stopped gracefully')


def register(config):
    """The registration is informational, so a consul that is down is logged and never tried again."""
    address = consul_address(config)
    if address is None:
        return None
    consul = ConsulAgent(*address)
    try:
        consul.register(registration(config['via']))
    except ConsulError as error:
        logging.error('register to consul failed: %s', error)
        return None
    logging.info('registered %s', config['via']['id'])
    return consul


def registration(via):
    return {
        'ID': via['id'],
        'Name': via['name'],
        'Tags': via['tags'].split(';'),
        'Address': via['host'],
        'Port': via['port'],
        'Check': {
            'TCP': f'{via["host"]}:{via["port"]}',
            'Interval': f'{via["interval"]}s',
            'DeregisterCriticalServiceAfter': f'{via["deregister"]}s',
        },
    }


def deregister(consul, service_id):
    try:
        consul.deregister(service_id)
    except ConsulError as error:
        logging.error('deregister failed: %s', error)
