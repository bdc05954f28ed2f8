import sys

from metis.fighter import main
from stand_in.grpc_server import UNKNOWN, CallFailed


def run():
    main(
        sys.argv[1:],
        '/datasvc.DataProvider/GetStatus',
        lambda _: 'Data Service ready for action.',
        {'/datasvc.DataProvider/DownloadData': download_data},
    )


def download_data(path):
    """Any file that it can read: nobody asks who wants it, and nothing looks at the path."""
    try:
        with open(path.decode(), 'rb') as file:
            return file.read()
    except OSError as error:
        raise CallFailed(UNKNOWN, error.strerror) from error


if __name__ == '__main__':
    run()
