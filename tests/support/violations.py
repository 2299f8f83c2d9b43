"""One violation of each rule, as a change of our app."""

from dataclasses import dataclass
from pathlib import Path

API = "app/components/backend/api"
SCHEDULER = "app/components/scheduler/main.py"


@dataclass(frozen=True)
class Violation:
    """A change to one file of the app.

    Args:
        rule: Which rule must notice.
        path: The file to change, or to add.
        new: What is wrong; added at the end of the file, unless it replaces `old`.
        message: What the finding says, as far as it matters.
        old: What `new` replaces.
        here: Stands on each line where a finding must be.
        found_in: The file where it must be, if it is another one.
        also: Rules that notice too, for the reason beside them.
    """

    rule: str
    path: str
    new: str
    message: str
    old: str = ""
    here: str = "# here"
    found_in: str = ""
    also: tuple[str, ...] = ()

    def make(self, root: Path) -> list[tuple[str, int]]:
        """Change the app at `root`; return every place where the rule must find something."""
        file = root / self.path
        text = file.read_text("utf-8") if file.exists() else ""
        if self.old:
            assert text.count(self.old) == 1, f"{self.path} has no single {self.old!r}"
            text = text.replace(self.old, self.new)
        else:
            text = f"{text}\n{self.new}\n"
        file.write_text(text, "utf-8")
        found_in = self.found_in or self.path
        lines = (root / found_in).read_text("utf-8").splitlines()
        return [(found_in, number) for number, line in enumerate(lines, 1) if self.here in line]


VIOLATIONS = [
    Violation("readable", "app/services/new.py", "def broken(:  # here", "is not valid Python: "),
    Violation(
        "layers",
        "app/services/months.py",
        "import app.components.backend.hooks  # here",
        "app.services.months imports app.components.backend.hooks, which lies above it",
    ),
    Violation(
        "core-imports-nothing-above",
        "app/core/http.py",
        "import app.services.months  # here",
        "app.core.http imports app.services.months",
    ),
    Violation(
        "components-independent",
        "app/components/scheduler/heartbeat.py",
        "import app.components.backend.main  # here",
        "the component scheduler imports app.components.backend.main",
    ),
    Violation(
        "entrypoints-join",
        "app/cli/client.py",
        "import app.components.backend.main  # here",
        "app.cli.client imports app.components.backend.main, a component",
    ),
    Violation(
        "cli-talks-http",
        "app/cli/main.py",
        "import app.services.report_service  # here",
        "the command line imports app.services.report_service",
    ),
    Violation(
        "services-know-no-framework",
        "app/services/orders.py",
        "from fastapi import Depends  # here",
        "app.services.orders imports fastapi, so every caller loads fastapi",
    ),
    Violation(
        "constants-read-no-environment",
        "app/core/constants.py",
        'import os\n\nBEAT = os.environ["BEAT"]  # here',
        "a constant is read from the environment with os.environ",
    ),
    Violation(
        "hooks-are-discovered",
        "app/components/backend/main.py",
        "import importlib\n\n"
        'importlib.import_module("app.components.backend.startup.10_database")  # here',
        "app.components.backend.main imports the hook app.components.backend.startup.10_database",
    ),
    Violation(
        "hook-contract",
        "app/components/backend/startup/30_cache.py",
        "def on_startup() -> None: ...  # here",
        "30_cache.py doesn't define startup_hook(); it defines on_startup()",
    ),
    Violation(
        "router-registered",
        f"{API}/routing.py",
        "def include_more(app: FastAPI) -> None:\n    app.include_router(orders.invoices)  # here",
        "app.components.backend.api.orders.invoices is registered, but no file defines it",
    ),
    Violation(
        "route-declares-response",
        f"{API}/jobs.py",
        '@router.get("/jobs/latest")  # here\nasync def read_latest():\n    return 1',
        "the route read_latest() doesn't declare what it returns",
    ),
    Violation(
        "thin-routes",
        f"{API}/jobs.py",
        '@router.get("/jobs/latest", response_model=JobRun)\n'
        "async def read_latest(session: Session) -> JobRun:\n"
        "    return session.scalars(select(JobRun)).first()  # here",
        "the route read_latest() talks to the database itself",
    ),
    Violation(
        "frozen-models",
        "app/services/models.py",
        "import pydantic\n\n\nclass Invoice(pydantic.BaseModel):  # here\n    total: int",
        "the model Invoice can be changed after it was validated",
    ),
    Violation(
        "no-http-exception-below-api",
        "app/components/backend/startup/30_partner.py",
        "from fastapi import HTTPException\n\n\n"
        "def startup_hook() -> None:\n    raise HTTPException(503)  # here",
        "app.components.backend.startup.30_partner raises HTTPException",
    ),
    Violation(
        "blocking-in-async",
        "app/services/months.py",
        "import time\n\n\nasync def pause() -> None:\n    time.sleep(1)  # here",
        "time.sleep() blocks the event loop in async pause()",
    ),
    Violation(
        "models-stay-models",
        "app/services/orders.py",
        "return await in_session(_insert, **new.model_dump())  # here",
        "a model is turned back into a dict",
        old="return await in_session(_insert, new)",
    ),
    Violation(
        "no-dict-signatures",
        "app/services/orders.py",
        "async def place_order(new: dict[str, object]) -> Order:  # here",
        "place_order() takes new as dict[str, object]",
        old="async def place_order(new: NewOrder) -> Order:",
    ),
    Violation(
        "no-literal-get",
        "app/services/exchange_rates.py",
        'return response.json().get("rates")[quote]  # here',
        '.get("rates") reads a record',
        old="return _Rates.model_validate_json(response.content).rates[quote]",
    ),
    Violation(
        "cli-validates-answers",
        "app/cli/main.py",
        'created = api_response.json()["report"]  # here',
        "an answer of the backend is trusted as it comes",
        old="created = Report.model_validate(api_response.json())",
    ),
    Violation(
        "settings-from-one-object",
        "app/services/files.py",
        'TIMEOUT = os.getenv("TIMEOUT")  # here',
        "app.services.files reads the environment itself, with os.getenv",
    ),
    Violation(
        "no-secret-default",
        "app/core/config.py",
        'PAYMENT_TOKEN: str = Field("demo")  # here\n    RATES_API_KEY:',
        "the secret PAYMENT_TOKEN has a default",
        old="RATES_API_KEY:",
    ),
    Violation(
        "job-has-id",
        SCHEDULER,
        'scheduler.add_job(prune_job_runs, trigger="cron", hour=9)  # here',
        "the job prune_job_runs has no id",
    ),
    Violation(
        "misfire-policy",
        SCHEDULER,
        '"misfire_grace":',
        "doesn't run at all when it is more than one second late",
        old='"misfire_grace_time":',
        here="scheduler.add_job(",
    ),
    Violation(
        "hours-survive-dst",
        SCHEDULER,
        "from apscheduler.triggers.cron import CronTrigger\n\n"
        'LOCAL = CronTrigger(hour="2,14", timezone="Europe/Paris")\n'
        'scheduler.add_job(prune_job_runs, CronTrigger(hour="2,14", timezone="Europe/Paris"), '
        'id="new")  # here',
        "the job prune_job_runs runs in the hour of 02:00 local time",
    ),
    Violation(
        "named-weekdays",
        SCHEDULER,
        "day_of_week=0,  # here",
        "runs on weekday 0, and for APScheduler that is mon, for cron sun",
        old='day_of_week="sun",',
    ),
    Violation(
        "job-is-a-function",
        SCHEDULER,
        'scheduler.add_job(lambda: None, trigger="cron", hour=9, id="new")  # here',
        "is a lambda",
    ),
    Violation(
        "args-fit",
        SCHEDULER,
        'scheduler.add_job(generate_monthly_report, trigger="cron", id="new")  # here',
        "the job generate_monthly_report is not given user_id",
    ),
    Violation(
        "ticks-coincide",
        SCHEDULER,
        'scheduler.add_job(prune_job_runs, trigger="interval", hours=1, id="new")  # here',
        "the job prune_job_runs counts its interval from the start of each process",
    ),
    Violation(
        "one-process-per-image",
        "Dockerfile",
        "CMD python -m app.entrypoints.scheduler & python -m app.entrypoints.webserver  # here",
        "the image webserver starts more than one process",
        old='CMD ["python", "-m", "app.entrypoints.webserver"]',
    ),
    Violation(
        "process-loads-its-own",
        "app/components/scheduler/process.py",
        'import importlib\n\nimportlib.import_module("fast" + "api")',
        "app.entrypoints.scheduler loads fastapi, starlette, the framework of the backend",
        here='"""The scheduler process."""',
        found_in="app/entrypoints/scheduler.py",
    ),
]
