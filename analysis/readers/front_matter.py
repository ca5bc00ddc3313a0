"""The lines above a text, in YAML."""

import yaml


class _Plain(yaml.SafeLoader):
    """Front matter without references: a few lines of them unfold to more than any memory holds."""

    def compose_node(self, parent: yaml.nodes.Node | None, index: int) -> yaml.nodes.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("holds references")
        return super().compose_node(parent, index)


def table(lines: str) -> object:
    """Return what front matter says, mostly a dict; an empty one where it says nothing.

    Raises
    ------
    yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError
        Where it is no YAML. The last two PyYAML raises for `!!bool x`, `!!int ''` and `!!timestamp x`.
    """
    return yaml.load(lines, _Plain) or {}
