"""A receiver of OTLP over HTTP: notes every span that is sent to it as a line of JSON.

Usage: receiver.py FILE. It writes the port that it listens on as its first line.
"""

import gzip
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

FILE = Path(sys.argv[1])


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            raw = gzip.decompress(raw)
        sent = ExportTraceServiceRequest()
        sent.ParseFromString(raw)
        with FILE.open("a") as file:
            for resource in sent.resource_spans:
                service = {one.key: one.value.string_value for one in resource.resource.attributes}
                for scope in resource.scope_spans:
                    for span in scope.spans:
                        said = {
                            "path": self.path,
                            "service": service,
                            "name": span.name,
                            "kind": span.kind,
                            "trace": span.trace_id.hex(),
                            "id": span.span_id.hex(),
                            "parent": span.parent_span_id.hex(),
                            "status": span.status.code,
                            "facts": {
                                one.key: one.value.string_value or one.value.int_value
                                for one in span.attributes
                            },
                            "said": span.status.message,
                            "events": len(span.events),
                        }
                        file.write(json.dumps(said) + "\n")
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words):
        """Quietly."""


server = HTTPServer(("127.0.0.1", 0), Receiver)
FILE.write_text(json.dumps({"port": server.server_port}) + "\n")
server.serve_forever()
