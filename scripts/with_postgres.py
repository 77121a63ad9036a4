"""Run a command with a real PostgreSQL of its own: with_postgres.py COMMAND [ARGUMENT…]

The server lives in a temporary folder, on a free port of the loopback, for as long as the command runs. The command
finds it in DATABASE_URL; its exit status is the one returned.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import installing

PROGRAMS = ["initdb", "pg_ctl", "postgres"]
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
# The data is thrown away, so nothing has to survive a crash. No unix socket: it could clash, and nobody needs it.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def find_programs():
    """The folder with the server's programs. Debian keeps them off PATH, where only the client's are."""
    folders = []
    if initdb := shutil.which("initdb"):
        # Followed, because a link to this one program says nothing of the other two.
        folders.append(Path(initdb).resolve().parent)
    debians = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders += sorted(debians, key=lambda folder: float(folder.parent.name), reverse=True)
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(asked.stdout.strip()))
    return next((folder for folder in folders if all((folder / name).exists() for name in PROGRAMS)), None)


def server_user():
    """PostgreSQL refuses to run as root, so root lends it another user; anybody else runs it as oneself."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as.")


def free_port():
    """A port of the loopback that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(programs):
    """Give the address of a running server; stop and remove it whatever happens."""
    run_as = server_user()
    # A signal waits until all is made, and again until all is removed: half a server is hard to stop.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    data, log, port = folder / "data", folder / "log", free_port()

    def run(program, *arguments):
        done = subprocess.run(
            [programs / program, "--pgdata", data, *arguments],
            # The other user may not be allowed into the folder we stand in.
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            # Out of reach of the terminal's Ctrl-C, which is ours to answer, in order.
            start_new_session=True,
            **run_as,
        )
        if done.returncode:
            sys.exit(f"{program} failed:\n{done.stderr}{log.read_text() if log.exists() else ''}")

    try:
        if run_as:
            os.chown(folder, run_as["user"], run_as["group"])
        # No locale: the poorest of all orders, so that nothing comes to lean on the database's idea of an alphabet.
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(CONFIGURATION.format(port=port))
        # pg_ctl returns when the server accepts connections.
        run("pg_ctl", "start", "--wait", "--timeout=60", f"--log={log}")
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "stop", "--wait", "--mode=fast")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def run_command(command, database_url):
    """Run the command until it ends; its exit status, negative if a signal ended it (as subprocess says it)."""
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": database_url})
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")
    try:
        return child.wait()
    except SystemExit as stopped:
        # Ctrl-C has reached the command as well, and it may be tidying up; other signals came to us alone.
        if stopped.code != 128 + signal.SIGINT:
            child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=15)
        child.kill()
        raise


def stop(number, _frame):
    """End with 128 and the number of the signal, as a shell would say it."""
    sys.exit(128 + number)


def main():
    """Run the command that the arguments are; exits with its status, or with a sentence where no server can be had."""
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    for each in SIGNALS:
        signal.signal(each, stop)
    programs = find_programs()
    if not programs and installing.can_use_apt():
        installing.apt_install("postgresql")
        programs = find_programs()
    if not programs:
        sys.exit("No PostgreSQL server was found and none could be installed; install one and try again.")
    with server(programs) as database_url:
        status = run_command(command, database_url)
    # A command that died of a signal has a negative status here; a shell says 128 and more.
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
