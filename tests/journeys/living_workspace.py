"""The real playground server and the pretend app, in one event loop on a thread of their own."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass

import uvicorn
from pretend_app import MANIFEST, PretendApp

from playground.apps import App, DeliveryMode
from playground.browser.routes import browser_routes
from playground.browser.tour import TourStep
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.workspace import Workspace

TOUR = (
    TourStep("See one account on a card", "/card Acme Robotics"),
    TourStep("A name with signs in it", "/card A&B <Co>"),
    TourStep("Fill in a form", "/form"),
    TourStep("Every block there is", "/carton"),
    TourStep("Become the guest and try the same", note="With “You are”, at the top left."),
)


@dataclass(frozen=True, slots=True)
class LivingWorkspace:
    workspace: Workspace
    app: PretendApp
    loop: asyncio.AbstractEventLoop

    @property
    def url(self) -> str:
        return self.workspace.base_url

    def channel(self, name: str) -> str:
        found = self.workspace.channels.called(name)
        assert found is not None
        return found.id

    def change(self, what: Callable[[Workspace], object]) -> None:
        """In the loop of the workspace, as everything that changes it must be."""

        async def changed() -> None:
            what(self.workspace)

        asyncio.run_coroutine_threadsafe(changed(), self.loop).result(timeout=5)


@contextmanager
def living_workspace() -> Iterator[LivingWorkspace]:
    loop, ready, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    box: list[LivingWorkspace] = []

    async def live() -> None:
        async with AsyncExitStack() as stack:
            box.append(await _started(stack, loop))
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(live(),), daemon=True)
    thread.start()
    assert ready.wait(timeout=15)
    try:
        yield box[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(timeout=15)
        loop.close()


async def _started(stack: AsyncExitStack, loop: asyncio.AbstractEventLoop) -> LivingWorkspace:
    pretend = PretendApp()
    address = await _serve(stack, pretend)
    app = App.from_manifest(MANIFEST, delivery=DeliveryMode.HTTP, request_url=f"{address}/slack")
    workspace = workspace_from(default_plan().with_apps(app))
    await stack.enter_async_context(running(workspace, browser_routes=browser_routes(workspace, tour=TOUR)))
    pretend.api, pretend.token = workspace.base_url, app.credentials.bot_token
    return LivingWorkspace(workspace, pretend, loop)


async def _serve(stack: AsyncExitStack, pretend: PretendApp) -> str:
    """The pretend app's own small server, on any free port."""
    server = uvicorn.Server(uvicorn.Config(pretend.asgi(), port=0, log_config=None, lifespan="off", ws="none"))
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    stack.push_async_callback(server.shutdown)
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"
