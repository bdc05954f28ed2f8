import sys

from data_center.main import main

main(sys.argv[1:])
