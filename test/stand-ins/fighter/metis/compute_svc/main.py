import sys

from metis.fighter import main


def run():
    main(
        sys.argv[1:],
        '/computesvc.ComputeProvider/GetStatus',
        lambda config: f'Compute Service work on port {config["port"]}.',
    )


if __name__ == '__main__':
    run()
