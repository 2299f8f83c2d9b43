"""The rules that keep a pattern, for the page of the pattern; made from what each rule says."""

from functools import partial

from integration_patterns.rules.registry import RULES


def rules_of(page: str) -> str:
    """A table of the rules that name a page of docs/patterns."""
    rows = [
        f"| [{rule.name}](../reference/rules/{rule.name}.md) | {rule.summary} |"
        for rule in RULES
        if page in rule.patterns
    ]
    return "\n".join(["| Rule | Asks for |", "| --- | --- |", *rows])


backend_services = partial(rules_of, "backend-services")
cli_backend = partial(rules_of, "cli-backend")
configuration = partial(rules_of, "configuration")
constants_vs_config = partial(rules_of, "constants-vs-config")
container_boundaries = partial(rules_of, "container-boundaries")
frontend_backend = partial(rules_of, "frontend-backend")
key_principles = partial(rules_of, "key-principles")
middleware = partial(rules_of, "middleware")
routes = partial(rules_of, "routes")
scheduler = partial(rules_of, "scheduler")
services = partial(rules_of, "services")
shutdown_hooks = partial(rules_of, "shutdown-hooks")
startup_hooks = partial(rules_of, "startup-hooks")
validation_boundaries = partial(rules_of, "validation-boundaries")
what_goes_where = partial(rules_of, "what-goes-where")
