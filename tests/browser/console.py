"""What a browser complains about."""

# Chrome reports most refusals in the console as well, but not all.
TELL_ABOUT_REFUSALS = """document.addEventListener("securitypolicyviolation", (refusal) =>
    console.error(`refused: ${refusal.effectiveDirective} ${refusal.blockedURI} ${refusal.sample}`))"""


def hear(page, complaints):
    """From the next address on, note what the page's console, scripts and answers complain about."""
    page.add_init_script(TELL_ABOUT_REFUSALS)

    def hear_console(message):
        if message.type == "error":
            complaints.append(f"{page.url}: {message.text}")

    def check(response):
        if response.status >= 400:
            complaints.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", hear_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", check)
