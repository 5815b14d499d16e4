"""A server that looks like Google Drive to gdown, behind a proxy that leads every address to it."""

import datetime
import html
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOSTS = ("drive.google.com", "docs.google.com")


@dataclass
class Drive:
    """What is in it; tests change it while it is served."""

    folders: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Id of a folder to id and name of what is in it; a name with ``/`` at its end is a folder."""
    files: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    """Id of a file to the page that stands in its place."""
    cut: set[str] = field(default_factory=set)
    """Files whose connection breaks in the middle."""
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(drive: Drive, folder: Path) -> Iterator[dict[str, str]]:
    """Serve it; yield the environment with which it is found."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.connection = context.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)
            self.close_connection = False

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            (identity,) = parse_qs(address.query)["id"]
            drive.asked.append(identity)
            if address.path == "/embeddedfolderview":
                self._page(_view(drive, identity), 200 if identity in drive.folders else 404)
            elif identity in drive.pages:
                self._page(drive.pages[identity])
            else:
                self._file(identity)

        def _page(self, text: str, status: int = 200) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _file(self, identity: str) -> None:
            data = drive.files[identity]
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Disposition", 'attachment; filename="x"')
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            is_cut = identity in drive.cut
            self.wfile.write(data[: len(data) // 2] if is_cut else data)
            self.close_connection = is_cut

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that goes is no error

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        proxy = f"http://127.0.0.1:{server.server_address[1]}"
        yield {"HTTPS_PROXY": proxy, "https_proxy": proxy, "REQUESTS_CA_BUNDLE": str(certificate)}
        server.shutdown()


def _view(drive: Drive, identity: str) -> str:
    links = []
    for key, name in drive.folders.get(identity, []):
        kind = "drive/folders/" + key if name.endswith("/") else f"file/d/{key}/view"
        shown = html.escape(name.removesuffix("/"))
        links.append(f'<a href="https://drive.google.com/{kind}?usp=drive_web">{shown}</a>')
    inside = (one for listed in drive.folders.values() for one in listed)
    title = next((name.removesuffix("/") for key, name in inside if key == identity), "Studies")
    return f"<html><head><title>{title}</title></head><body>{''.join(links)}</body></html>"


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "drive of the tests")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
