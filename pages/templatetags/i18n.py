"""Django's own library of the same name, with a `translate` that asks the catalogues once a language and not each time.

Pages are made anew at each change of content, with some fifty messages each.
"""

from django.template import Context, Node
from django.template.base import FilterExpression, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = i18n.register


class MessageNode(Node):
    """A message that is the same whatever the context. Catalogues do not change in a process."""

    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode):
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The message in the active language."""
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """{% translate "…" %}, as Django's."""
    node = i18n.do_translate(parser, token)
    is_fixed = all(map(_is_fixed, filter(None, [node.filter_expression, node.message_context])))
    return MessageNode(node) if is_fixed and node.asvar is None else node


def _is_fixed(expression: FilterExpression) -> bool:
    return not expression.filters and getattr(expression.var, "literal", "") is not None
