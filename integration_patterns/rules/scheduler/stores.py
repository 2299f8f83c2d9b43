"""Which scheduler a job is added to, how often, and whether a store keeps it."""

import ast
from collections.abc import Iterator
from enum import Enum

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import argument, keyword, receiver, targets
from integration_patterns.rules.scheduler.jobs import Job, schedulers

LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
MEMORY = {"MemoryJobStore", "memory"}
KEEPING = {
    "EtcdJobStore": "etcd",
    "MongoDBJobStore": "mongodb",
    "RedisJobStore": "redis",
    "RethinkDBJobStore": "rethinkdb",
    "SQLAlchemyJobStore": "sqlalchemy",
    "ZooKeeperJobStore": "zookeeper",
}
DEFAULT = "default"


class Kept(Enum):
    """Whether a job outlives the process."""

    NOT = 0
    UNKNOWN = 1
    IN_A_STORE = 2


def kept(project: Project, job: Job) -> Kept:
    """Where the store of a job keeps it, as far as that can be seen."""
    given = job.option("jobstore")
    alias = DEFAULT if given is None else getattr(given, "value", None)
    found = list(_stores(project))
    named = [kind for name, kind in found if name == alias]
    if named:
        return named[0] if len(set(named)) == 1 else Kept.UNKNOWN
    if any(name is None for name, _ in found) or alias != DEFAULT:
        return Kept.UNKNOWN
    return Kept.NOT if any(schedulers(project)) else Kept.UNKNOWN


def maker(project: Project, job: Job) -> tuple[Source, ast.Call] | None:
    """The call of APScheduler 3 that makes the scheduler which a job is added to."""
    scheduler = receiver(job.call)
    made = {id(call): (source, call) for source, call in schedulers(project)}
    if isinstance(scheduler, ast.Name) and (value := job.source.value(scheduler.id, job.call)):
        return made.get(id(value))
    found = project.assigned(job.source, scheduler)
    return made.get(id(found[1])) if found else None


def is_added_once(project: Project, job: Job) -> bool:
    """Whether each scheduler gets a job once: a module adds it, or the function that makes it."""
    found = maker(project, job)
    if found is None or any(isinstance(one, LOOPS) for one in job.source.parents(job.call)):
        return False
    around = job.source.function_of(job.call)
    is_beside = found[0] is job.source and job.source.function_of(found[1]) is around
    return around is None or is_beside


def _stores(project: Project) -> Iterator[tuple[str | None, Kept]]:
    """The alias and the kind of each store; without alias for stores that can't be read."""
    for source in project.sources.values():
        yield from (_added(source, call) for call in source.calls("add_jobstore"))
        for node in source.nodes(ast.Assign):
            if "SCHEDULER_JOBSTORES" in targets(node):  # the setting of Flask-APScheduler
                yield from _listed(source, node.value)
    for source, call in schedulers(project):
        if call.args or any(one.arg in {None, "gconfig"} for one in call.keywords):
            yield None, Kept.UNKNOWN
        stores = keyword(call, "jobstores")
        if isinstance(stores, ast.Name):
            stores = source.value(stores.id, call) or stores
        if stores is not None:
            yield from _listed(source, stores)


def _added(source: Source, call: ast.Call) -> tuple[str | None, Kept]:
    given = argument(call, 1, "alias")
    alias = DEFAULT if given is None else getattr(given, "value", None)
    store = _kind(source, argument(call, 0, "jobstore"))
    return alias if isinstance(alias, str) else None, store


def _listed(source: Source, stores: ast.expr) -> Iterator[tuple[str | None, Kept]]:
    if not isinstance(stores, ast.Dict):
        yield None, Kept.UNKNOWN
        return
    for key, store in zip(stores.keys, stores.values, strict=True):
        alias = key.value if isinstance(key, ast.Constant) else None
        yield alias if isinstance(alias, str) else None, _kind(source, store)


def _kind(source: Source, store: ast.expr | None) -> Kept:
    """A store by its class or by the name of its plugin, also as `{"type": "redis"}`."""
    names = {source.last(store.func)} if isinstance(store, ast.Call) else set()
    texts = store.values if isinstance(store, ast.Dict) else [store]
    names |= {str(one.value) for one in texts if isinstance(one, ast.Constant)}
    if names & MEMORY:
        return Kept.NOT
    known = names & {*KEEPING, *KEEPING.values()}
    return Kept.IN_A_STORE if known else Kept.UNKNOWN
