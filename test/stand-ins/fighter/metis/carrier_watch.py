"""Learns the carrier's address from the agent. Any exception ends it for good, and with it the fighter's use."""

import logging
import threading
import time

POLL_SECONDS = 3


def start(agent):
    threading.Thread(target=watch, args=(agent,), daemon=True).start()


def watch(agent):
    known = None
    try:
        while True:
            found = agent.services_tagged('carrier')
            if len(found) > 1:
                raise RuntimeError(f'more than one carrier: {", ".join(found)}')
            for service in found.values():
                address = f'{service["Address"]}:{service["Port"]}'
                if address != known:
                    logging.info('carrier service address: %s', address)
                    known = address
            time.sleep(POLL_SECONDS)
    except Exception:
        logging.exception('the thread that looks for the carrier ends')
