"""The two LevelDB folders, with the lock that keeps a second carrier out of the same datadir."""

import fcntl
import os

from carrier.errors import Refused

FOLDERS = ('datachain', 'consensuswal')
# Kept open for the life of the process: closing the file would give the lock up.
held_locks = []


def open_databases(datadir):
    try:
        for folder in FOLDERS:
            open_database(os.path.join(datadir, folder))
        write_meta_data(os.path.join(datadir, 'metaData'))
    except OSError as error:
        raise Refused(f'could not open the database in {datadir}: {error}') from error


def open_database(folder):
    os.makedirs(folder, mode=0o755, exist_ok=True)
    lock = open(os.path.join(folder, 'LOCK'), 'a', encoding='ascii')
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    held_locks.append(lock)
    with open(os.path.join(folder, 'CURRENT'), 'w', encoding='ascii') as current:
        current.write('MANIFEST-000000\n')


def write_meta_data(path):
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), 'w', encoding='ascii') as file:
        file.write('00' * 16)
