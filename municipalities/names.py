"""What people call a municipality beside its name and its cases, for the search. Pure: data.

Adjectives, and „Víře“, as many say instead of „Víru“; then what it is in Ukrainian and English. Nobody is shown them.
Of a municipality that is not here only the forms of its name are found.
"""

ALSO_CALLED = {
    "Brno": ["brněnský", "Брно"],
    "Chomutov": ["chomutovský", "Хомутов"],
    "Jindřichův Hradec": ["jindřichohradecký", "Їндржихув Градець"],
    "Kadaň": ["kadaňský", "Кадань"],
    "Křižánky": ["křižánecký", "Кржижанки"],
    "Most": ["mostecký", "Мост"],
    "Ostrava": ["ostravský", "Острава"],
    "Otrokovice": ["otrokovický", "Отроковіце"],
    "Pardubice": ["pardubický", "Пардубиці", "Пардубіце"],
    "Plzeň": ["plzeňský", "Пльзень", "Плзень", "Pilsen"],
    "Praha 7": ["pražský", "Прага", "Prague"],
    "Praha 14": ["pražský", "Прага", "Prague"],
    "Štětí": ["štětský", "Штєті", "Штеті"],
    "Velké Hamry": ["velkohamerský", "Велке Гамри"],
    "Veselíčko": ["veselíčský", "Веселічко"],
    "Vír": ["vírský", "Víře", "Вір"],
}
