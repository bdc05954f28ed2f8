import sys

from via.main import main

main(sys.argv[1:])
