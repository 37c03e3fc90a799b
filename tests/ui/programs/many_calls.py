"""many_calls.py ADDRESS COUNT: so many calls at once through the window's own way, while a heartbeat goes on.

A line on its standard input ends it as closing the window does, with whatever is on its way. Prints what came, what
was called off, and the most processor time in milliseconds that this process spent between two beats of the window's
thread: what a person would feel as a stall on an idle computer, whatever else the computer does meanwhile.
"""

import asyncio
import json
import sys
import threading
import time
from concurrent.futures import Future

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from studio.ai.demo import KEY
from studio.ai.policy import Policy, call
from studio.ai.providers import open_provider
from studio.ai.providers.warm import warm
from studio.model.ai import Provider, Request
from studio.ui.ai.background import Background
from studio.ui.bridge import Bridge

BEAT = 5  # milliseconds


class Answer(BaseModel):
    title: str


class Watch(QObject):
    def __init__(self, address: str, count: int) -> None:
        super().__init__()
        self.address, self.count = address, count
        self.bridge = Bridge(self)
        self.background = Background(self.bridge)
        self.background.calls.at_once = count
        self.came: list[str] = []
        self.called_off = 0
        self.longest, self._last = 0.0, 0.0
        self._beat = QTimer(self)
        self._beat.timeout.connect(self.beat)

    def begin(self) -> None:
        self._last = time.process_time()
        self._beat.start(BEAT)
        self.background.ask(self.ended, self.ask_all)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        if sys.stdin.readline():
            self.bridge.call(self.quit)

    def quit(self) -> None:
        self.bridge.close()
        self.background.close()
        QCoreApplication.quit()

    async def ask_all(self) -> None:
        """As the pages do: one piece of work for all photos, which tells each result as it comes."""
        warm("openai")
        provider = open_provider("openai", KEY, self.address)
        await asyncio.gather(*(self.ask_one(provider, number) for number in range(self.count)))
        await provider.close()

    async def ask_one(self, provider: Provider, number: int) -> None:
        request = Request("identify", "gpt-6-luna", f"Photo {number}", answer=Answer)
        try:
            reply = await call(provider, request, Policy(deadline=120))
        except asyncio.CancelledError:
            self.called_off += 1
            raise
        self.background.call(self.answered, reply.request_id)

    def answered(self, request_id: str) -> None:
        self.came.append(request_id)

    def ended(self, future: "Future[None]") -> None:
        future.result()
        self.quit()

    def beat(self) -> None:
        now = time.process_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


def main(address: str, count: int) -> None:
    application = QCoreApplication(sys.argv)
    watch = Watch(address, count)
    QTimer.singleShot(0, watch.begin)
    application.exec()
    print(
        json.dumps({"came": len(set(watch.came)), "called_off": watch.called_off, "longest": round(watch.longest, 1)})
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
