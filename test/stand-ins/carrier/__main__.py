import sys

from carrier.main import main

main(sys.argv[1:])
