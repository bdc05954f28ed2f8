import sys

from metis.fighter import main


def run():
    main(sys.argv[1:], '/datasvc.DataProvider/GetStatus', lambda _: 'Data Service ready for action.')


if __name__ == '__main__':
    run()
