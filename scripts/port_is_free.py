"""Stop with one line where the server could not listen; gunicorn itself would try five times and print each."""

import socket
import sys


def main():
    """Try the port given as the first argument; exits with a sentence where it can't be had."""
    port = sys.argv[1]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is no port; choose a number, for example: PORT=8123 make run")
    with socket.socket() as probe:
        # As gunicorn does: connections of a server just stopped must not look like a taken port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}); choose another, for example: PORT=8123 make run")


if __name__ == "__main__":
    main()
