"""The other ways to break each rule, and the look-alikes that break none."""

from pathlib import Path

import pytest

from tests.support.rules import ask, findings, write_files

API = "app/components/backend/api/orders.py"
HOOK = "app/components/backend/startup/cache.py"
MIDDLEWARE = "app/components/backend/middleware/cors.py"
SCHEDULER = "app/components/scheduler/main.py"
SERVICE = "app/services/orders.py"
CONFIG = "app/core/config.py"
ROUTER = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
CLASS = "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n"
IN_MEMORY = f"{CLASS}s = AsyncIOScheduler()\n"
STORED = f"{CLASS}s = AsyncIOScheduler(jobstores={{'default': SQLAlchemyJobStore('sqlite://')}})\n"
CLAIMING = (
    "from apscheduler.executors.asyncio import AsyncIOExecutor\n"
    f"{CLASS}\n\nclass Claiming(AsyncIOExecutor):\n"
    "    def _do_submit_job(self, job, run_times): ...\n\n\n"
    "class Plain(AsyncIOExecutor): ...\n\n\n"
    "s = AsyncIOScheduler(executors={'default': Claiming(), 'plain': Plain()})\n"
)
TICKS = [
    ("s.add_job(a, 'interval', hours=1)", "counts its interval from the start"),
    ("s.add_job(a, IntervalTrigger(hours=1))", "counts its interval from the start"),
    ("every = IntervalTrigger(hours=1)\ns.add_job(a, every)", "counts its interval"),
    ("s.add_job(a, OrTrigger([IntervalTrigger(hours=1), CronTrigger(hour=1)]))", "counts its"),
    ("s.add_job(a, 'interval', hours=1, start_date=datetime.now())", "takes its start_date from"),
    ("s.add_job(a, 'cron', hour=1, jitter=60)", "has a jitter, which is another one"),
    ("s.add_job(a, CronTrigger(hour=1, jitter=60))", "has a jitter, which is another one"),
    ("s.add_job(a, 'date', run_date=datetime.now())", "takes its run_date from the clock"),
    ("s.add_job(a)", "runs at the start of each process"),
]
COINCIDE = [
    "s.add_job(a, 'interval', hours=1, start_date='2026-01-01')",
    "s.add_job(a, IntervalTrigger(hours=1, start_date=START))",
    "s.add_job(a, 'cron', hour=1)",
    "s.add_job(a, 'date', run_date='2026-01-01')",
    "s.add_job(a, 'interval', hours=1, executor='plain')",
    "s.add_job(a, 'interval', hours=1, **options)",
    "s.add_job(a, trigger)",
]
SETTINGS = "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    "
FUNCTION = "def job(user_id: int, *, dry: bool = False) -> None: ...\n\n\n"

BROKEN = [
    ("hook-contract", HOOK, "def startup_hook(app): ...\n", "can't call startup_hook(app)"),
    ("hook-contract", HOOK, "def startup_hook(*, app): ...\n", "can't call startup_hook(*, app)"),
    ("hook-contract", MIDDLEWARE, "def register_middleware(): ...\n", "can't call"),
    ("hook-contract", MIDDLEWARE, "async def register_middleware(app): ...\n", "never awaits it"),
    ("hook-contract", HOOK, "X = 1\n", "it defines no public function"),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a", response_model=A)\ndef a():\n    return JSONResponse({{}})\n',
        "returns a response of its own",
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a")\ndef a() -> list[dict]: ...\n',
        "doesn't declare what it returns",
    ),
    (
        "thin-routes",
        API,
        f'{ROUTER}@router.get("/a")\ndef a() -> A:\n' + "    x = 1\n" * 11,
        "has 11 statements; 10 are the most",
    ),
    (
        "frozen-models",
        SERVICE,
        "import pydantic as p\n\n\nclass Base(p.BaseModel): ...\n\n\nclass Own(Base): ...\n",
        "the model Base can be changed",  # one cause, one finding
    ),
    ("blocking-in-async", SERVICE, "async def a(path):\n    open(path)\n", "open() blocks"),
    (
        "blocking-in-async",
        SERVICE,
        "import subprocess as s\n\n\nasync def a():\n    s.run([])\n",
        "subprocess.run() blocks the event loop in async a()",
    ),
    (
        "no-dict-signatures",
        SERVICE,
        "def a(x: list[dict[str, object]]): ...\n",
        "takes x as list[dict",
    ),
    ("no-dict-signatures", SERVICE, "def a() -> dict: ...\n", "returns dict"),
    (
        "no-literal-get",
        SERVICE,
        'import json\n\n\ndef a(x: str):\n    b = json.loads(x)\n    return b.get("c")\n',
        '.get("c") reads a record',
    ),
    (
        "cli-validates-answers",
        "app/cli/main.py",
        "def a(answer):\n    b = answer.json()\n    M.model_validate(b)\n    return b\n",
        "trusted as it comes",
    ),
    ("no-secret-default", CONFIG, f'{SETTINGS}DB: str = "pg://u:pw@host"\n', "the secret DB has"),
    ("settings-from-one-object", SERVICE, f"{SETTINGS}A: int\n", "is a second settings class"),
    ("job-has-id", SCHEDULER, 's.add_job(a, id="x")\ns.add_job(b, id="x")\n', 'has the id "x" of'),
    ("job-has-id", SCHEDULER, "s.add_job(a, id=str(uuid4()))\n", "changes with every start"),
    ("job-has-id", SCHEDULER, '@s.scheduled_job("cron")\ndef a(): ...\n', "has no id"),
    (
        "job-has-id",
        SCHEDULER,
        f"{STORED}s.add_job(a, id='a')\n",
        "is in the store already at the second start, which raises an error",
    ),
    ("job-has-id", SCHEDULER, f"{STORED}s.add_job(a)\n", "adds it to the store once more"),
    ("job-has-id", SCHEDULER, f"{IN_MEMORY}s.add_job(a)\nprint(event.job_id)\n", "gets a new one"),
    (
        "job-is-a-function",
        SCHEDULER,
        "def r(s):\n    def a(): ...\n    s.add_job(a)\n",
        "inside r()",
    ),
    (
        "named-weekdays",
        SCHEDULER,
        f'{CLASS}s.add_job(a, CronTrigger.from_crontab("0 9 * * 1-5"))\n',
        "APScheduler counts from Monday, cron from Sunday",
    ),
    (
        "hours-survive-dst",
        SCHEDULER,
        f'{CLASS}s = AsyncIOScheduler()\ns.add_job(a, "cron", hour="1-4")\n',
        "in the hour of 01:00 local time",
    ),
    ("args-fit", SCHEDULER, f"{FUNCTION}s.add_job(job, args=[1, 2])\n", "is given 2 values"),
    (
        "args-fit",
        SCHEDULER,
        f'{FUNCTION}s.add_job(job, kwargs={{"user": 1}})\n',
        "not given user_id",
    ),
    (
        "services-know-no-framework",
        SERVICE,
        "async def a():\n    import fastapi\n",
        "imports fastapi",
    ),
]
MAIN = "app/cli/main.py"
# Ordinary ways around a rule: aliases, helpers, other spellings.
BROKEN += [
    (
        "layers",
        SERVICE,
        'import importlib\n\nimportlib.import_module("app.cli.main")\n',
        "above it",
    ),
    (
        "hook-contract",
        HOOK,
        "async def startup_hook():\n    fill()\n    yield\n",
        "has a yield, so calling it runs nothing",
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a", response_model=dict[str, Any])\ndef a(): ...\n',
        "declares dict[str, Any], which says nothing of its fields",
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}Json = dict[str, object]\n\n\n@router.get("/a")\ndef a() -> "Json | None": ...\n',
        "doesn't declare what it returns",
    ),
    (
        "route-declares-response",
        API,
        (
            f'{ROUTER}@router.get("/a", response_model=A)\ndef a():\n    b = JSONResponse({{}})\n'
            "    return b\n"
        ),
        "returns a response of its own",
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}def a():\n    return 1\n\n\nrouter.add_api_route("/a", a)\n',
        "the route a() doesn't declare what it returns",
    ),
    (
        "route-declares-response",
        API,
        'shop: APIRouter = APIRouter()\n\n\n@shop.get("/a")\ndef a(): ...\n',
        "doesn't declare what it returns",
    ),
    (
        "thin-routes",
        API,
        (
            f'from sqlalchemy import select as choose\n{ROUTER}@router.get("/a")\n'
            "def a() -> A:\n    return run(choose(A))\n"
        ),
        "talks to the database itself",
    ),
    (
        "thin-routes",
        API,
        f'{ROUTER}@router.get("/a")\ndef a(request) -> A:\n    request.state.db.execute(1)\n',
        "talks to the database itself",
    ),
    (
        "frozen-models",
        SERVICE,
        "import pydantic as p\n\n\nclass A(p.BaseModel):\n    x: int = p.Field(1, frozen=True)\n",
        "the model A can be changed",
    ),
    (
        "frozen-models",
        SERVICE,
        (
            "import pydantic as p\n\n\nclass A(p.BaseModel, frozen=True): ...\n\n\n"
            "class C(A, frozen=False): ...\n"
        ),
        "the model C can be changed",
    ),
    (
        "no-http-exception-below-api",
        SERVICE,
        "import fastapi\n\n\ndef a():\n    e = fastapi.HTTPException(404)\n    raise e\n",
        "app.services.orders raises HTTPException",
    ),
    (
        "no-http-exception-below-api",
        SERVICE,
        "from fastapi import HTTPException\n\n\nclass GoneError(HTTPException): ...\n",
        "GoneError is an HTTPException",
    ),
    (
        "blocking-in-async",
        SERVICE,
        "import httpx\n\n\nasync def a():\n    with httpx.Client() as c:\n        c.get('b')\n",
        "httpx.Client() blocks",
    ),
    (
        "blocking-in-async",
        SERVICE,
        "import psutil\n\n\nasync def a():\n    return psutil.cpu_percent(interval=1)\n",
        "psutil.cpu_percent() blocks",
    ),
    ("models-stay-models", SERVICE, "def a(x):\n    return x.dict()\n", "turned back into a dict"),
    (
        "models-stay-models",
        SERVICE,
        "import json\n\n\ndef a(x):\n    return json.loads(x.model_dump_json())\n",
        "turned back into a dict",
    ),
    ("no-dict-signatures", SERVICE, "def a(x: dict | None): ...\n", "takes x as dict | None"),
    ("no-dict-signatures", SERVICE, "J = dict[str, Any]\n\n\ndef a() -> J: ...\n", "returns J"),
    ("no-dict-signatures", SERVICE, "class A:\n    def __init__(self, x: dict): ...\n", "takes x"),
    (
        "no-literal-get",
        SERVICE,
        'async def a(r):\n    b = await r.json()\n    return [c.get("d") for c in b["e"]]\n',
        '.get("d") reads a record',
    ),
    (
        "no-literal-get",
        SERVICE,
        'def a(rows: list[dict[str, Any]]):\n    for row in rows:\n        row.get("b")\n',
        '.get("b") reads a record',
    ),
    ("cli-validates-answers", MAIN, "import json\n\njson.loads(answer.text)\n", "trusted as it"),
    ("settings-from-one-object", SERVICE, "import os\n\nA = 'B' in os.environ\n", "os.environ"),
    (
        "no-secret-default",
        CONFIG,
        f'import os\n{SETTINGS}API_KEY: str = os.getenv("API_KEY", "changeme")\n',
        "the secret API_KEY has a default",
    ),
    ("no-secret-default", CONFIG, f'KEY = "x"\n{SETTINGS}API_KEY: str = KEY\n', "secret API_KEY"),
    ("job-is-a-function", SCHEDULER, "tick = lambda: 1\ns.add_job(tick)\n", "is a lambda"),
    (
        "job-is-a-function",
        SCHEDULER,
        "def make(s):\n    @s.scheduled_job('cron')\n    def tick(): ...\n",
        "is a function inside make()",
    ),
]
KEPT = [
    ("hook-contract", HOOK, "from app.core.cache import fill as startup_hook\n"),
    ("hook-contract", HOOK, "startup_hook = make()\n"),
    ("hook-contract", MIDDLEWARE, "def register_middleware(app, /, level=3): ...\n"),
    ("route-declares-response", API, f'{ROUTER}@router.get("/a")\ndef a() -> Order: ...\n'),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a")\ndef a():\n    return RedirectResponse("/b")\n',
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a", response_model=A)\ndef a():\n    return JSONResponse(a, 503)\n',
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.delete("/a", status_code=204)\ndef a(): ...\n',
    ),
    ("thin-routes", API, f'{ROUTER}@router.get("/a")\ndef a():\n    return client.execute(1)\n'),
    (
        "frozen-models",
        SERVICE,
        "import pydantic as p\n\n\nclass A(p.BaseModel, frozen=True): ...\n\n\nclass C(A): ...\n",
    ),
    (
        "blocking-in-async",
        SERVICE,
        "import time\n\n\nasync def a():\n    await go(lambda: time.sleep(1))\n",
    ),
    ("blocking-in-async", SERVICE, "async def a(path):\n    return await path.read_text()\n"),
    ("models-stay-models", SERVICE, 'def a(x):\n    return x.model_dump(mode="json")\n'),
    ("models-stay-models", SERVICE, "def a(x):\n    return page.render(x.model_dump())\n"),
    ("no-dict-signatures", SERVICE, "def a(x: dict[str, int]) -> None: ...\n"),
    ("no-literal-get", SERVICE, 'async def a(client):\n    return await client.get("orders")\n'),
    ("no-literal-get", SERVICE, 'def a(x: dict[str, int]):\n    return x.get("total")\n'),
    (
        "cli-validates-answers",
        "app/cli/main.py",
        "def a(answer):\n    b = answer.json()\n    return M.model_validate(b)\n",
    ),
    (
        "settings-from-one-object",
        SERVICE,
        "import os\n\n\ndef a(run):\n    run(env={**os.environ})\n    os.environ['A'] = 'b'\n",
    ),
    ("no-secret-default", CONFIG, f'{SETTINGS}TOKEN_URL: str = "a"\n    API_KEY: str = ""\n'),
    ("job-has-id", SCHEDULER, "s.add_job(a, **options)\n"),
    ("job-has-id", SCHEDULER, f"{IN_MEMORY}s.add_job(a)\n"),  # empty at every start, and unread
    ("job-has-id", SCHEDULER, f"{STORED}s.add_job(a, id='a', replace_existing=True)\n"),
    ("job-has-id", SCHEDULER, f"{STORED}def later(name):\n    s.add_job(a, id='a')\n"),
    ("job-has-id", SCHEDULER, f"{STORED}@s.scheduled_job('cron', id='a')\ndef a(): ...\n"),
    ("misfire-policy", SCHEDULER, "s.add_job(a, misfire_grace_time=60)\n"),
    ("named-weekdays", SCHEDULER, 's.add_job(a, "cron", day_of_week="mon-fri")\n'),
    ("hours-survive-dst", SCHEDULER, 's.add_job(a, "cron", hour="*/2")\n'),
    ("hours-survive-dst", SCHEDULER, "s.add_job(a, CronTrigger(hour=2, timezone=UTC))\n"),
    ("args-fit", SCHEDULER, f'{FUNCTION}s.add_job(job, kwargs={{"user_id": 1, "dry": True}})\n'),
    ("args-fit", SCHEDULER, f"{FUNCTION}s.add_job(job, args=values)\n"),
    (
        "services-know-no-framework",
        SERVICE,
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import fastapi\n",
    ),
    ("layers", SERVICE, "import apparently.cli\nfrom . import prices\n"),
    # What was told wrongly of real applications.
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a")\ndef a():\n    r = RedirectResponse("/b")\n    return r\n',
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a")\nasync def a(form):\n    return await form.get_response()\n',
    ),
    (
        "route-declares-response",
        API,
        f'{ROUTER}@router.get("/a")\ndef a() -> list[dict[str, str | None]]: ...\n',
    ),
    (
        "route-declares-response",
        API,
        (
            "router = APIRouter(default_response_class=HTMLResponse)\n\n\n"
            '@router.get("/a")\ndef a(): ...\n'
        ),
    ),
    ("route-declares-response", API, f'{ROUTER}@router.get("/a", **OPTIONS)\ndef a(): ...\n'),
    (
        "frozen-models",
        SERVICE,
        (
            "import pydantic as p\n\nBASE = p.ConfigDict(frozen=True)\n\n\n"
            "class A(p.BaseModel):\n    model_config = BASE\n"
        ),
    ),
    (
        "no-dict-signatures",
        SERVICE,
        'class A:\n    @model_validator(mode="before")\n    def a(cls, data: dict): ...\n',
    ),
    ("no-dict-signatures", SERVICE, "class _A:\n    def a(self, data: dict): ...\n"),
    (
        "cli-validates-answers",
        MAIN,
        "def a(answer):\n    return [M.model_validate(one) for one in answer.json()]\n",
    ),
    (
        "cli-validates-answers",
        MAIN,
        (
            "import pydantic as p\n\n\nclass M(p.BaseModel): ...\n\n\n"
            "def a(answer):\n    return M(**answer.json())\n"
        ),
    ),
    (
        "settings-from-one-object",
        SERVICE,
        "import os\n\nos.environ.setdefault('A', 'b')\nos.environ.pop('C', None)\n",
    ),
    ("job-has-id", SCHEDULER, "s.add_job(a, id=valid(name))\n"),
    (
        "one-process-per-image",
        "Dockerfile",
        "FROM a AS web\nCMD cd /srv && exec python -m app.entrypoints.webserver\n",
    ),
    (
        "one-process-per-image",
        "Dockerfile",
        "FROM a AS dev\nCMD python -m app.web\nFROM b AS prod\nCMD python -m app.web\n",
    ),
]


BROKEN += [("ticks-coincide", SCHEDULER, f"{CLAIMING}{code}\n", what) for code, what in TICKS]
KEPT += [("ticks-coincide", SCHEDULER, f"{CLAIMING}{code}\n") for code in COINCIDE]
# Without claims each process runs its jobs as it likes.
KEPT += [("ticks-coincide", SCHEDULER, "s.add_job(a, 'interval', hours=1)\n")]


@pytest.mark.parametrize(("rule", "path", "text", "message"), BROKEN)
def test_it_is_found(rule: str, path: str, text: str, message: str, tmp_path: Path) -> None:
    (found,) = findings(write_files(tmp_path, {CONFIG: "X = 1\n", path: text}), rule)

    assert message in found


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_it_is_left_alone(rule: str, path: str, text: str, tmp_path: Path) -> None:
    """Each differs little from something that is found."""
    assert findings(write_files(tmp_path, {CONFIG: "X = 1\n", path: text}), rule) == []


def test_a_router_nobody_includes_is_found(tmp_path: Path) -> None:
    """Included through an alias, a list or another router, it counts as registered."""
    folder = "app/components/backend/api"
    use = (
        "from app.components.backend.api import a, b\n"
        "from app.components.backend.api.c import router as c_router\n\n\n"
        "def include(app):\n"
        "    for one in [a.router, b.router]:\n"
        "        app.include_router(one)\n"
        "    app.include_router(c_router)\n"
    )
    root = write_files(
        tmp_path,
        {f"{folder}/{name}.py": ROUTER for name in "abcd"} | {f"{folder}/routing.py": use},
    )

    (found,) = findings(root, "router-registered")

    assert found.startswith(f"{folder}/d.py:3: no file includes router of")


def test_one_cause_is_told_once(tmp_path: Path) -> None:
    """Ten services behind one helper that imports the framework: one thing to fix."""
    services = {f"app/services/s{one}.py": "import app.helpers\n" for one in range(10)}
    root = write_files(tmp_path, {**services, "app/helpers.py": "import fastapi\n"})

    (found,) = findings(root, "services-know-no-framework")

    assert "app.services.s0 imports fastapi (through app.helpers)" in found


def test_two_missing_modules_are_two_things_to_fix(tmp_path: Path) -> None:
    """Each module of the application that a file imports is reported, also if it is missing."""
    imported = ("app.components.a", "app.components.b", "fastapi", "fastapi.routing")
    text = "".join(f"import {one}\n" for one in imported)
    root = write_files(tmp_path, {SERVICE: text})

    assert len(findings(root, "layers")) == 2
    assert len(findings(root, "services-know-no-framework")) == 1


def test_a_framework_belongs_to_its_component(tmp_path: Path) -> None:
    """Also through a module that belongs to no component; Flet's server is a Starlette app."""
    root = write_files(
        tmp_path,
        {
            "app/web.py": "import starlette\n",
            "app/components/backend/main.py": "import fastapi\nimport app.web\n",
            "app/components/frontend/main.py": "import flet\nimport app.web\n",
            SCHEDULER: "import apscheduler\nimport app.web\n",
        },
    )

    (finding,) = findings(root, "components-independent")

    what = "the component scheduler imports starlette (through app.web)"
    assert finding.startswith(f"{SCHEDULER}:2: {what}")


def test_jobs_of_apscheduler_4_are_left_alone(tmp_path: Path) -> None:
    """Its add_job() takes other options, so the advice for version 3 would be wrong."""
    text = "from apscheduler import AsyncScheduler\n\ns = AsyncScheduler()\ns.add_job(a)\n"
    outcomes = ask(write_files(tmp_path, {SCHEDULER: text}))

    notes = {one.note for one in outcomes.values() if "scheduler" in one.rule.needs}
    assert notes == {"it knows the jobs of APScheduler 3, and this is 4"}
