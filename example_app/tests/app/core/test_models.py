"""Models at boundaries."""

import importlib
import inspect
import pkgutil

import pytest
from pydantic import BaseModel, ValidationError

import app.services
from app.core.models import BoundaryModel
from app.services.models import NewOrder


def boundary_models() -> list[type[BaseModel]]:
    """Every public model that a service hands out."""
    modules = (
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(app.services.__path__, "app.services.")
    )
    return [
        member
        for module in modules
        for name, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, BaseModel)
        and member.__module__ == module.__name__
        and not name.startswith("_")
    ]


def test_every_model_of_a_service_is_a_boundary_model() -> None:
    """So none can be changed after it was validated."""
    models = boundary_models()

    assert len(models) >= 9
    assert [model for model in models if not issubclass(model, BoundaryModel)] == []


# --8<-- [start:frozen]
def test_a_boundary_model_can_not_be_changed() -> None:
    """What was validated stays valid."""
    order = NewOrder(user_id=1, amount=2)  # type: ignore[arg-type]  # as JSON would bring it

    with pytest.raises(ValidationError, match="Instance is frozen"):
        order.user_id = "oops"  # type: ignore[assignment]  # mypy refuses it too


# --8<-- [end:frozen]
