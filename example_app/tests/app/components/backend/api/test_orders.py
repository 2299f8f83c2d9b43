"""Routes for orders."""

import httpx
import pytest


async def test_a_placed_order_can_be_read_back(client: httpx.AsyncClient) -> None:
    """201 with the stored order."""
    response = await client.post("/api/v1/orders", json={"user_id": 42, "amount": "3.50"})

    assert response.status_code == 201
    read = await client.get("/api/v1/orders", params={"user_id": 42, "limit": 1})
    assert read.json() == [response.json()]
    assert response.json()["amount"] == "3.50"


@pytest.mark.parametrize("amount", ["0", "-1", "1.005", "1000000", "NaN", "much"])
async def test_an_order_of_an_impossible_amount_is_refused(
    client: httpx.AsyncClient, amount: str
) -> None:
    """Amounts are positive, have two decimals at most, and are not absurd."""
    response = await client.post("/api/v1/orders", json={"user_id": 42, "amount": amount})

    assert response.status_code == 422


async def test_an_order_of_an_unknown_user_is_not_found(client: httpx.AsyncClient) -> None:
    """404, with the id that nobody has."""
    response = await client.post("/api/v1/orders", json={"user_id": 1, "amount": 1})

    assert (response.status_code, response.json()["detail"]) == (404, "There is no user 1.")


async def test_orders_of_an_unknown_user_are_not_found(client: httpx.AsyncClient) -> None:
    """Reading says the same as writing: an empty list would mean a user without orders."""
    response = await client.get("/api/v1/orders", params={"user_id": 1})

    assert (response.status_code, response.json()["detail"]) == (404, "There is no user 1.")


@pytest.mark.parametrize("user_id", [True, "1_23", " 123", "+123"])
async def test_a_user_id_is_written_in_digits(client: httpx.AsyncClient, user_id: object) -> None:
    """In a body and in a query, as the schema says."""
    placed = await client.post("/api/v1/orders", json={"user_id": user_id, "amount": "1"})
    read = await client.get("/api/v1/orders", params={"user_id": str(user_id)})

    assert (placed.status_code, read.status_code) == (422, 422)
