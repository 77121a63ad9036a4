"""The Czech template filters: what they write, and that they never make unsafe text safe."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Engine
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from pages.templatetags.czech import cz, cz_html, czech_date, phone, plural_cs
from pages.typography import NBSP

engine = Engine(libraries={"czech": "pages.templatetags.czech"})


def rendered(source: str, *, autoescape: bool = True, **context: object) -> str:
    template = engine.from_string("{% load czech %}" + source)
    return template.render(Context(context, autoescape=autoescape, use_tz=True)).replace(NBSP, "~")


def test_a_plain_string_is_typeset_and_still_escaped():
    assert rendered("{{ text|cz }}", text='"v <b>obci</b>" & k') == "„v~&lt;b&gt;obci&lt;/b&gt;“ &amp; k"


def test_a_plain_string_is_not_escaped_where_the_template_says_so():
    assert rendered("{{ text|cz }}", autoescape=False, text="a v <b>") == "a~v~<b>"


def test_safe_markup_is_typeset_between_its_tags_and_stays_safe():
    assert rendered("{{ text|cz }}", text=mark_safe('<a title= "k 5">v Praze</a>')) == '<a title= "k 5">v~Praze</a>'


@pytest.mark.parametrize("filter_", [cz, cz_html])
def test_only_what_came_in_safe_comes_out_safe(filter_):
    assert isinstance(filter_(mark_safe("<b>v</b> obci")), SafeString)
    assert not isinstance(filter_("<b>v</b> obci"), SafeString)


def test_unsafe_markup_is_escaped_after_the_filter_for_markup():
    assert rendered("{{ text|cz_html }}", text="<script>v 5 km</script> v Praze") == (
        "&lt;script&gt;v 5 km&lt;/script&gt; v~Praze"
    )


def test_a_whole_body_is_typeset_in_a_filter_block_and_its_variables_stay_escaped():
    body = "{% filter cz_html %}<p title='v 5 km'>v {{ name }} – {{ quote }}</p>{% endfilter %}"
    assert rendered(body, name="<Praze>", quote='"k obci"') == ("<p title='v 5 km'>v~&lt;Praze&gt;~– „k~obci“</p>")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2020, 9, 16), "16.~9.~2020"),
        (dt.datetime(2021, 1, 1, 12, tzinfo=dt.UTC), "1.~1.~2021"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_date_is_written_without_zeros_and_never_breaks(day, written):
    assert czech_date(day).replace(NBSP, "~") == written


def test_a_moment_is_written_as_the_day_it_is_in_prague():
    moment = dt.datetime(2020, 12, 31, 23, 30, tzinfo=dt.UTC)
    with timezone.override(ZoneInfo("Europe/Prague")):
        assert rendered("{{ moment|czech_date }}", moment=moment) == "1.~1.~2021"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+420778455761", "+420~778~455~761"),
        ("+420 778 455 761", "+420~778~455~761"),
        (f"+420{NBSP}778{NBSP}455{NBSP}761", "+420~778~455~761"),
        ("+421212345678", "+421~212~345~678"),
        ("+493012345", "+49~3~012~345"),
        ("+12125550123", "+1~2~125~550~123"),
        ("112", "112"),
        ("778 455 761", "778 455 761"),
        ("+420 778 455 761 linka 5", "+420 778 455 761 linka 5"),
        ("", ""),
    ],
)
def test_an_international_phone_number_is_grouped_by_three(number, written):
    assert phone(number).replace(NBSP, "~") == written


def test_a_phone_number_is_escaped_like_any_other_text():
    assert rendered("{{ number|phone }}", number="<b>+420") == "&lt;b&gt;+420"


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "obcí"), (1, "obec"), (2, "obce"), (4, "obce"), (5, "obcí"), (11, "obcí"), (21, "obcí"), (22, "obcí"),
        (101, "obcí"), (-1, "obec"), ("3", "obce"), (1.5, "obce"), (Decimal("0.5"), "obce"), (2.0, "obce"),
        (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_the_noun_takes_the_form_that_follows_its_number(count, form):
    assert plural_cs(count, "obec,obce,obcí") == form


def test_a_noun_may_have_its_own_form_after_a_fraction():
    assert rendered('{{ n|plural_cs:"rok,roky,let,roku" }}', n=1.5) == "roku"
    assert rendered('{{ n|plural_cs:"rok,roky,let,roku" }}', n=3) == "roky"


def test_a_noun_with_too_few_forms_is_the_template_authors_mistake():
    with pytest.raises(ValueError, match="not enough values"):
        plural_cs(1, "obec,obce")


@pytest.mark.parametrize(
    ("language", "text", "date_of"),
    [
        ("cs", "„v~obci“", "16.~9.~2020"),
        ("cs-easy", "„v~obci“", "16.~září~2020"),
        ("uk", "«v obci»", "16.09.2020"),
        ("en", "“v obci”", "16~September~2020"),
    ],
)
def test_the_filters_follow_the_language_of_the_page(language, text, date_of):
    with override(language):
        shown = rendered(
            "{{ text|cz }} {{ text|safe|cz_html }} {{ at|written_date }} {{ at|day }}",
            text='"v obci"',
            at=dt.date(2020, 9, 16),
        )
    assert shown == f'{text} {text} {date_of} <time datetime="2020-09-16">{date_of}</time>'
    assert rendered("{{ at|day }}{{ at|written_date }}", at=None) == ""
