"""Pages as a browser opens them: the page, then every box that it asks for, on one connection."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import load

_BOX = re.compile(r'<div class="lazy[^>]* hx-get="([^"]+)"')


@dataclass
class Visitor:
    """Somebody who opens one page after the other; `took` is milliseconds for each of them, boxes included."""

    target: load.Target
    took: list[float] = field(default_factory=list)
    boxes: int = 0
    cpu_ms: float = 0.0

    def open(self, views: list[list[str]]) -> "Visitor":
        """Open the pages, each view being the paths asked for on purpose; returns itself, with what they took."""
        line = http.client.HTTPConnection(urlsplit(self.target.url).netloc, timeout=60)
        used = load.cpu(self.target.process)
        for view in views:
            began = time.perf_counter()
            wanted = [box for address in view for box in _BOX.findall(self._page(line, address))]
            for box in wanted:
                self._page(line, box)
            self.took.append((time.perf_counter() - began) * 1000)
            self.boxes = len(wanted)
        self.cpu_ms += (load.cpu(self.target.process) - used) * 1000
        line.close()
        return self

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processor time for a page with its boxes."""
        return self.cpu_ms / len(self.took)

    def _page(self, line: http.client.HTTPConnection, address: str) -> str:
        line.request("GET", address, headers=self.target.headers)
        answer = line.getresponse()
        said = answer.read().decode()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{self.target.name}: {address}: {answer.status} {said[:200]}")
        return said
