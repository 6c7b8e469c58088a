"""A web server on this machine that keeps what is posted to it and answers as a test says."""

import contextlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Posted:
    """One request as it came in; `at` is the monotonic moment."""

    path: str
    headers: dict[str, str]
    body: str
    at: float

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Reply:
    """What the sink does: answers, late or slowly; hangs up (`drop`) after it has read everything."""

    status: int = 200
    body: str = '{"errcode": 0, "errmsg": "ok"}'
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    drop: bool = False
    drip: float = 0


class HttpSink:
    """`.url`, `.host`, `.port`; `.requests` in order; `.reply` for every request, or `.replies` one after another.

    `.connections` counts what connected at all.
    """

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.requests: list[Posted] = []
        self.reply, self.replies, self.connections = Reply(), [], 0
        self.server = ThreadingHTTPServer((self.host, 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/robot?key=secret-1234"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(sink):
        class Handler(BaseHTTPRequestHandler):
            def setup(self):
                sink.connections += 1
                super().setup()

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                sink.requests.append(Posted(self.path, dict(self.headers), body, time.monotonic()))
                reply = sink.replies.pop(0) if sink.replies else sink.reply
                time.sleep(reply.delay)
                if not reply.drop:
                    self._answer(reply)

            def _answer(self, reply):
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body.encode())), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in reply.body if reply.drip else [reply.body]:
                    self.wfile.write(byte.encode())
                    self.wfile.flush()
                    time.sleep(reply.drip)

            def log_message(self, *arguments):
                pass

            def handle(self):
                # The other side may have had enough.
                with contextlib.suppress(OSError):
                    super().handle()

        return Handler
