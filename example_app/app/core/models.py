"""What crosses a boundary: the base of every such model, and errors as the API tells them."""

from pydantic import BaseModel, ConfigDict


# --8<-- [start:boundary]
class BoundaryModel(BaseModel):
    """Frozen, so what was validated stays valid; re-validated when a route returns it.

    Pydantic trusts an instance of the declared class unless `revalidate_instances` says otherwise:
    https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.revalidate_instances
    """

    model_config = ConfigDict(frozen=True, revalidate_instances="always")


# --8<-- [end:boundary]


class RejectedField(BoundaryModel):
    """One input that the API refused, and why.

    Attributes:
        loc: Where it is, from the outside in: `("query", "month")`, `("body", "items", 0)`.
        detail: What is wrong with it.
    """

    loc: tuple[str | int, ...]
    detail: str


class Problem(BoundaryModel):
    """An error as the API tells it: RFC 9457, with three extension members.

    Attributes:
        fix: What to do about it.
        request_id: Finds the log lines of the request.
        errors: The inputs that were refused, when the answer is 422.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    fix: str = ""
    request_id: str = ""
    errors: tuple[RejectedField, ...] = ()
