"""All that is looked at on a screen of the editors, of one load: axe, sideways scroll, large text and the focus."""

from tests.browser.axe import violations
from tests.browser.focus import LOST
from tests.thorough import THOROUGH

# Both widths and both schemes; make proof looks at each pair of them.
LOOKS = [(390, "light"), (1440, "dark"), *([(1440, "light"), (390, "dark")] if THOROUGH else [])]
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What the page cuts off makes it no wider. What scrolls in a frame of its own is not cut.
CUT = f"""() => {{
    const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
    const {{ clientWidth }} = document.documentElement, wider = ({WIDER})(), found = []
    for (const one of document.querySelectorAll("#content *")) {{
        const {{ left, right, width }} = one.getBoundingClientRect()
        const isOut = left < -1 || right > clientWidth + 1
        if (isOut && width && one.checkVisibility() && !one.closest(".vh, svg") && !scrolls(one)) {{
            found.push(`outside: ${{one.outerHTML.slice(0, 150)}}`)
        }}
    }}
    return [...(wider > 0 ? [`${{wider}} px too wide`] : []), ...found.slice(0, 3)]
}}"""
DOUBLED = f"""() => {{
    document.documentElement.style.fontSize = "200%"
    const cut = ({CUT})()
    document.documentElement.style.fontSize = ""
    return cut.map((what) => `with doubled text ${{what}}`)
}}"""


def faults(page, looks=LOOKS):
    """What is wrong in any of these looks, each in a line."""
    page.wait_for_load_state()
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    page.evaluate("document.activeElement.blur()")
    found, measured = [], set()
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        said = [f"{rule}: {on}" for rule, on in violations(page, only_look=len(looks) == 1).items()]
        if width not in measured:
            measured.add(width)
            said += page.evaluate(CUT) + page.evaluate(DOUBLED)
        said += page.evaluate(LOST)
        found += [f"{page.url} {width} {scheme}: {what}" for what in said]
    return found
