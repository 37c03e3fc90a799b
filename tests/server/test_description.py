"""The server against its own description: schemathesis makes requests from openapi.json and judges the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from studio.app.queue import Queue
from studio.server.application import create_app
from tests.server.conftest import BEARER, TOKEN

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        root: Path = tmp_path_factory.mktemp("root")
        app = create_app(Queue(), token=TOKEN, working=False, roots=[root])
        yield schemathesis.openapi.from_asgi("/openapi.json", app)
        app.state.sender.close()
        app.state.records.close()


def test_every_answer_is_as_described(described: schemathesis.BaseSchema) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 15
    for operation in operations:
        assert _tried(operation), operation.label


def _tried(operation: schemathesis.APIOperation) -> set[int]:
    """Send some requests to one operation, judge each answer, and return the statuses."""
    statuses: set[int] = set()

    @seed(7)
    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(headers=BEARER)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
    return statuses
