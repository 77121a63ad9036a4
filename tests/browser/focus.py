"""Where the focus is, and whether somebody sees it there."""

# A ring counts where it is at least 2 px wide and stands out from what is behind it by 3:1 (WCAG 2.2, 1.4.11 and
# 2.4.13). It may surround a parent, as with the tiles, whose link covers all of them.
SEEN = """(focused) => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const isClear = (colour) => channels(colour)[3] === 0;
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const luminance = (colour) => {
        const [r, g, b] = channels(colour).map((channel) => linear(channel / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element) => {
        for (let one = element.parentElement; one; one = one.parentElement) {
            const { backgroundColor } = getComputedStyle(one);
            if (!isClear(backgroundColor)) return backgroundColor;
        }
        return "rgb(255, 255, 255)";
    };
    const ringed = (element) => {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const isThick = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        return isThick && !isClear(outlineColor) && contrast(outlineColor, behind(element)) >= 3;
    };
    let ring = focused;
    while (ring && !ringed(ring)) ring = ring.parentElement;
    const [whole] = focused.getClientRects();
    // Of a large field a browser brings the line in view that is written on, which is the first one at first.
    const box = focused.matches("textarea, [contenteditable]") ? new DOMRect(whole.x, whole.y, whole.width, 44) : whole;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const place = focused.closest(".skip, .brand, #menu, main, footer") ?? focused;
    return {
        name: (focused.textContent.trim() || focused.tagName).replace(/\\s+/g, " "),
        place: place.matches(".brand, .skip, .menu-btn") ? place.classList[0] : place.id || place.localName,
        ring: ring !== null,
        // Pages scroll by whole pixels, boxes end between them.
        inView: box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1,
        covered: !(top && (focused === top || focused.contains(top))),
    };
}"""
FOCUSED = f"() => document.activeElement === document.body ? null : ({SEEN})(document.activeElement)"

# A whole page in one step: what Tab comes to gets the focus by script, downwards and up again, as Tab and Shift+Tab
# would give it; what can be opened is opened while its inside is looked at. A key must have been pressed before, or
# the browser shows no ring.
LOST = f"""() => {{
    const seen = {SEEN};
    const stops = (root) => [...root.querySelectorAll(
        "a[href], button, input, summary, select, textarea, [contenteditable=true], [tabindex]")]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]")
            && one.checkVisibility({{ visibilityProperty: true }}));
    // WCAG 2.2, 2.4.11: not hidden entirely. What a bar covers by half, a browser leaves where it is; of a large field
    // it brings the line in view that is written on.
    const boxes = (one) => [...one.getClientRects()].flatMap((box) =>
        one.matches("textarea, [contenteditable]") ? [box, new DOMRect(box.x, box.y, box.width, 44)] : [box])
    const partSeen = (one) => boxes(one).some(({{ x, y, width, height }}) =>
        [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([across, down]) => {{
            const top = document.elementFromPoint(x + width * across, y + height * down);
            return top && (top === one || one.contains(top) || top.contains(one));
        }}));
    const lost = [];
    const look = (one) => {{
        one.focus();
        if (document.activeElement !== one) return;
        const {{ name, ring }} = seen(one);
        const what = [!ring && "no ring", !partSeen(one) && "hidden"].filter(Boolean).join(", ");
        if (what) lost.push(`focus: ${{what}}: ${{one.localName}}.${{one.className}} ${{name.slice(0, 60)}}`);
    }};
    const all = stops(document);
    for (const one of [...all, ...all.toReversed()]) {{
        look(one);
        const folded = one.localName === "summary" && !one.parentElement.open && one.parentElement;
        if (!folded) continue;
        folded.open = true;
        stops(folded).filter((inside) => inside !== one).forEach(look);
        folded.open = false;
    }}
    document.activeElement.blur();
    return [...new Set(lost)];
}}"""
