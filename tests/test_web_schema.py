"""The JSON API answers as its description says, to whatever schemathesis makes of it, right or wrong."""

from __future__ import annotations

import logging
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from searchweb.app import create_app
from tests.web_stand_in import StandIn, many_articles

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(StandIn(many_articles(12))))
# What a description of single parameters cannot say: how they go together, and that 2.0 is no way to write a number.
BEYOND_A_SCHEMA = re.compile(r"quá\ [0-9.]+\ tham\ số | \ sau\  | năm\ '\d{4}-\d{4}' | '\d+\.0+'\ không", re.VERBOSE)
# What the test reads as it comes.
PLAIN = {"Accept-Encoding": "identity"}


@SCHEMA.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_answers_as_it_is_described(case: schemathesis.Case, caplog: pytest.LogCaptureFixture) -> None:
    answer = case.call(headers=PLAIN)
    case.validate_response(answer, excluded_checks=[positive_data_acceptance])
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    if (
        answer.status_code == 400
        and case.meta
        and case.meta.generation.mode == GenerationMode.POSITIVE
        and "json" in answer.headers["content-type"][0]
    ):
        error = answer.json()["error"]
        # The grammar of a search has its own errors, which name their place.
        assert error["position"] is not None or BEYOND_A_SCHEMA.search(error["message"]), error["message"]
