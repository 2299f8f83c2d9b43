"""Each language whose fences hold output has a module that proves them."""

import importlib

import pytest

from integration_patterns.guide import runners
from integration_patterns.guide.blocks.fences import OUTPUT


@pytest.mark.parametrize("language", OUTPUT)
def test_a_language_of_output_has_its_runner(language: str) -> None:
    runner = importlib.import_module(f"{runners.__name__}.{language}")

    assert callable(runner.prove)
