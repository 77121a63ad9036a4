"""An S3-compatible store on loopback: moto's server, in a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass

import boto3

PATIENCE = 30  # seconds
BUCKET = "soubory"
SERVE = "import sys; from moto.server import main; main(['-H', '127.0.0.1', '-p', sys.argv[1]])"


@dataclass(frozen=True)
class Store:
    """The store; `pid` is its process."""

    port: int
    pid: int

    @property
    def address(self):
        """For UPLOADS_URL."""
        return f"s3://KLIC:T%2FAJNE@127.0.0.1:{self.port}/{BUCKET}?tls=no"

    @property
    def client(self):
        place = {"endpoint_url": f"http://127.0.0.1:{self.port}", "region_name": "us-east-1"}
        return boto3.client("s3", aws_access_key_id="KLIC", aws_secret_access_key="T/AJNE", **place)

    def names(self):
        """Everything in the bucket."""
        return [entry["Key"] for entry in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]

    def empty(self):
        for name in self.names():
            self.client.delete_object(Bucket=BUCKET, Key=name)

    @contextlib.contextmanager
    def hanging(self):
        """Inside, it takes connections and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)


@contextlib.contextmanager
def running_store():
    """A store with an empty bucket, for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        store = Store(port, process.pid)
        store.client.create_bucket(Bucket=BUCKET)
        yield store
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port, process):
    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        assert process.poll() is None, "the store ended"
        assert time.monotonic() < end, "the store does not listen"
        time.sleep(0.05)
