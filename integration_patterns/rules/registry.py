"""Every rule, registered by hand: this file is the table of contents."""

from integration_patterns.rules import readable
from integration_patterns.rules.backend import (
    blocking_in_async,
    frozen_models,
    hook_contract,
    no_http_exception_below_api,
    route_declares_response,
    router_registered,
    thin_routes,
)
from integration_patterns.rules.boundaries import (
    cli_validates_answers,
    models_stay_models,
    no_dict_signatures,
    no_literal_get,
    no_secret_default,
    settings_from_one_object,
)
from integration_patterns.rules.containers import one_process_per_image, process_loads_its_own
from integration_patterns.rules.imports import (
    cli_talks_http,
    components_independent,
    constants_read_no_environment,
    core_imports_nothing_above,
    entrypoints_join,
    hooks_are_discovered,
    layers,
    services_know_no_framework,
)
from integration_patterns.rules.rule import Rule
from integration_patterns.rules.scheduler import (
    args_fit,
    hours_survive_dst,
    job_has_id,
    job_is_a_function,
    misfire_policy,
    named_weekdays,
    ticks_coincide,
)

RULES = (
    Rule("readable", readable),
    Rule("layers", layers),
    Rule("core-imports-nothing-above", core_imports_nothing_above),
    Rule("components-independent", components_independent),
    Rule("entrypoints-join", entrypoints_join),
    Rule("cli-talks-http", cli_talks_http),
    Rule("services-know-no-framework", services_know_no_framework),
    Rule("constants-read-no-environment", constants_read_no_environment),
    Rule("hooks-are-discovered", hooks_are_discovered),
    Rule("hook-contract", hook_contract),
    Rule("router-registered", router_registered),
    Rule("route-declares-response", route_declares_response),
    Rule("thin-routes", thin_routes),
    Rule("frozen-models", frozen_models),
    Rule("no-http-exception-below-api", no_http_exception_below_api),
    Rule("blocking-in-async", blocking_in_async),
    Rule("models-stay-models", models_stay_models),
    Rule("no-dict-signatures", no_dict_signatures),
    Rule("no-literal-get", no_literal_get),
    Rule("cli-validates-answers", cli_validates_answers),
    Rule("settings-from-one-object", settings_from_one_object),
    Rule("no-secret-default", no_secret_default),
    Rule("job-has-id", job_has_id),
    Rule("misfire-policy", misfire_policy),
    Rule("hours-survive-dst", hours_survive_dst),
    Rule("named-weekdays", named_weekdays),
    Rule("job-is-a-function", job_is_a_function),
    Rule("args-fit", args_fit),
    Rule("ticks-coincide", ticks_coincide),
    Rule("one-process-per-image", one_process_per_image),
    Rule("process-loads-its-own", process_loads_its_own, imports_the_app=True),
)
NAMES = frozenset(rule.name for rule in RULES)
