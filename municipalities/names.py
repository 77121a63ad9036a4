"""What people call a municipality beside its name and its cases, for the search. Pure: data.

Adjectives, and „Víře“, as many say instead of „Víru“. Nobody is shown them. Of a municipality that is not here only the
forms of its name are found.
"""

ALSO_CALLED = {
    "Brno": ["brněnský"],
    "Chomutov": ["chomutovský"],
    "Jindřichův Hradec": ["jindřichohradecký"],
    "Kadaň": ["kadaňský"],
    "Křižánky": ["křižánecký"],
    "Most": ["mostecký"],
    "Ostrava": ["ostravský"],
    "Otrokovice": ["otrokovický"],
    "Pardubice": ["pardubický"],
    "Plzeň": ["plzeňský"],
    "Praha 7": ["pražský"],
    "Praha 14": ["pražský"],
    "Štětí": ["štětský"],
    "Velké Hamry": ["velkohamerský"],
    "Veselíčko": ["veselíčský"],
    "Vír": ["vírský", "Víře"],
}
