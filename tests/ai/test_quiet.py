"""Python's search for garbage stops every thread: while the SDKs are imported and used it must stay short."""

import subprocess
import sys

PROGRAM = """
import asyncio, gc, time
from pydantic import BaseModel
from studio.ai.demo import KEY, DemoServer
from studio.ai.policy import call
from studio.ai.providers import open_provider
from studio.model.ai import Request

longest, began = 0.0, 0.0

def watched(phase, info):
    global longest, began
    if phase == "start":
        began = time.thread_time()
    else:
        longest = max(longest, time.thread_time() - began)

class Answer(BaseModel):
    title: str

async def work(server):
    for name, address in (("openai", server.openai_address), ("anthropic", server.anthropic_address)):
        provider = open_provider(name, KEY, address)
        model = "gpt-6-luna" if name == "openai" else "claude-haiku-5-5"
        for number in range(20):
            await call(provider, Request("identify", model, str(number), answer=Answer))
        await provider.close()

with DemoServer() as server:
    gc.callbacks.append(watched)
    asyncio.run(work(server))
    gc.callbacks.remove(watched)
    print(round(longest * 1000), server.billed, gc.isenabled())
"""


def test_no_search_for_garbage_takes_long() -> None:
    """CPU time of the thread, not time on the wall: the machine may be busy with other things."""
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    longest, billed, enabled = result.stdout.split()
    assert (billed, enabled) == ("40", "True")
    assert int(longest) < 40, "milliseconds in which no thread could run"
