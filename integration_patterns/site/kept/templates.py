"""Compiles a template of the theme again only if it has changed since the last build."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

kept: dict[str, bytes] = {}


class KeptTemplates(BytecodeCache):
    """Compiled templates, each by its name and the text it was made from."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template, if there is one."""
        if compiled := kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()
