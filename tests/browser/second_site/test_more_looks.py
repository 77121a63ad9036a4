"""The rest of it, too much for make test: in the dark, on paper, by keyboard, with large letters, in forced colours.

Not how high the header is with doubled letters: that limit is for a name of three words, and this one has nine.
"""

import pytest

# ruff: noqa: F401 - pytest finds the tests and their fixtures by these names
from tests.browser.test_accessibility import test_axe_finds_nothing_with_the_menu_open
from tests.browser.test_eu_publicity import (
    test_emblem_is_blue_with_twelve_yellow_stars_in_every_look,
    test_emblem_is_left_alone_by_forced_colours,
    test_words_are_reflex_blue_on_light_and_white_on_dark,
)
from tests.browser.test_keyboard import (
    test_menu_button_opens_the_menu_and_escape_gives_the_focus_back,
    test_skip_link_shows_when_focused_and_leads_to_the_content,
    test_tab_goes_from_the_skip_link_through_the_header_to_the_end_and_always_shows,
)
from tests.browser.test_large_letters import (
    letters,
    test_header_keeps_its_words_its_emblem_and_its_menu_at_every_size_of_letters,
)
from tests.browser.test_paper_and_looks import (
    printed,
    test_nothing_moves_for_who_asked_for_less_motion,
    test_paper_is_black_on_white_even_where_the_screen_is_dark,
    test_paper_prints_the_address_after_a_link_to_another_site,
    test_paper_shows_whose_page_it_is_and_nothing_to_click,
)
from tests.browser.test_without_javascript import test_menu_opens_and_closes_without_javascript

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.proof]
