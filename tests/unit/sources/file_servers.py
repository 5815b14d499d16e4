"""Servers of files for `dvc import-url`: HTTP with and without ETag, and S3."""

import hashlib
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "studies"


@dataclass
class Store:
    """Files by path, which tests change while they are served."""

    files: dict[str, bytes] = field(default_factory=dict)
    etags: bool = True


@contextmanager
def http(store: Store) -> Iterator[str]:
    """Serve files by HTTP; yield the address."""

    class Handler(_Handler):
        def do_GET(self) -> None:
            data = store.files.get(unquote(urlsplit(self.path).path).lstrip("/"))
            self.reply(404 if data is None else 200, data or b"", etag=store.etags)

    with _serving(Handler) as address:
        yield address


@contextmanager
def s3(store: Store) -> Iterator[str]:
    """Serve a bucket as S3 does; yield the endpoint.

    By moto (a server of its own, in an environment of its own) where ``MOTO_SERVER`` names its
    program; else by the three requests that DVC sends: HEAD, GET and ListObjectsV2.
    """
    if program := os.environ.get("MOTO_SERVER"):
        with _moto(program, store) as address:
            yield address
        return

    class Handler(_Handler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            bucket, _, key = unquote(address.path).lstrip("/").partition("/")
            if bucket == BUCKET and not key:
                said = {name: value[0] for name, value in parse_qs(address.query).items()}
                self.reply(200, _listing(store, said), kind="application/xml")
                return
            data = store.files.get(key) if bucket == BUCKET else None
            self.reply(404 if data is None else 200, data or b"")

    with _serving(Handler) as address:
        yield address


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        raise NotImplementedError

    def reply(self, status: int, data: bytes, *, etag: bool = True, kind: str = "text/csv") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", kind)
        self.send_header("Last-Modified", formatdate(0, usegmt=True))
        if etag:
            self.send_header("ETag", f'"{hashlib.md5(data).hexdigest()}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _serving(handler: type[_Handler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _listing(store: Store, said: dict[str, str]) -> bytes:
    prefix, delimiter = said.get("prefix", ""), said.get("delimiter", "")
    keys, folders = [], set()
    for key in sorted(store.files):
        rest = key.removeprefix(prefix)
        if not key.startswith(prefix):
            continue
        if delimiter and delimiter in rest:
            folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
        else:
            keys.append(key)
    inside = "".join(
        f"<Contents><Key>{escape(key)}</Key><Size>{len(store.files[key])}</Size>"
        f'<ETag>"{hashlib.md5(store.files[key]).hexdigest()}"</ETag>'
        "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
        for key in keys
    )
    inside += "".join(
        f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>"
        for one in sorted(folders)
    )
    return (
        '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<Name>{BUCKET}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(keys)}</KeyCount>"
        f"<IsTruncated>false</IsTruncated>{inside}</ListBucketResult>"
    ).encode()


@contextmanager
def _moto(program: str, store: Store) -> Iterator[str]:
    import botocore.session  # type: ignore[import-untyped]

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([program, "-p", str(port)], **quiet) as server:  # type: ignore[call-overload]
        client = botocore.session.get_session().create_client(
            "s3", endpoint_url=address, region_name="us-east-1"
        )
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        client.create_bucket(Bucket=BUCKET)
        store.files = _Bucket(client, store.files)
        yield address
        server.terminate()


class _Bucket(dict[str, bytes]):
    """Files that are put into a bucket as they are set."""

    def __init__(self, client: object, files: dict[str, bytes]) -> None:
        super().__init__()
        self._client = client
        for key, data in files.items():
            self[key] = data

    def __setitem__(self, key: str, data: bytes) -> None:
        super().__setitem__(key, data)
        self._client.put_object(Bucket=BUCKET, Key=key, Body=data)  # type: ignore[attr-defined]
