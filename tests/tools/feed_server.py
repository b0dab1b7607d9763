"""A feed's server on this machine, which misbehaves as a test wants, and certificates for it."""

import contextlib
import json
import socket
import ssl
import threading

from clinic.groups.feeds.addresses import Reach

FEED = json.dumps([{"slug": "lamp", "name": "Lamp", "day": 2, "time": "19:00"}]).encode()
#: Longest time a test's server waits for anything.
PATIENCE = 10


def answer(status="200 OK", body=b"", **headers):
    """Return the bytes of one answer; ``content_type="text/html"`` becomes a header."""
    headers = {"content_length": len(body), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


class FeedServer:
    """Answers each connection by ``plan[path]``, or ``plan[""]``, until it is stopped.

    A plan is the bytes to send, or a function of the connection and the request. ``asked`` holds
    every request that came in.
    """

    def __init__(self, plan, tls=None):
        self.plan, self.asked = plan, []
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stopped = threading.Event()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path="/feed.json", host="127.0.0.1"):
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def stop(self):
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self):
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        connection.settimeout(PATIENCE)
        with contextlib.suppress(OSError), connection:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                request = self._read(connection)
                self.asked.append(request)
                path = request.split(" ")[1].partition("?")[0] if " " in request else ""
                planned = self.plan.get(path, self.plan.get("", answer("404 Not Found")))
                if callable(planned):
                    planned = planned(connection, request)
                if planned:
                    connection.sendall(planned)

    @staticmethod
    def _read(connection):
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65536)
            request += piece
            if not piece or request[:1] == b"\x16":  # gone, or somebody who speaks TLS
                break
        return request.decode("latin-1")

    def drip(self, data, every=0.05):
        """Return a plan that sends a byte at a time, for as long as anybody listens."""

        def send(connection, _request):
            for byte in data:
                if self._stopped.wait(every):
                    return
                connection.sendall(bytes([byte]))

        return send


def tls(certificate):
    """Return the server's side of TLS with a certificate of trustme."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def home(*servers, **limits):
    """Allow a fetch to reach these servers, and nothing else on this machine."""
    hosts = [f"{host}:{one.port}" for one in servers for host in ("127.0.0.1", "feed.test")]
    return Reach(http_hosts=hosts, private_hosts=hosts, **limits)
