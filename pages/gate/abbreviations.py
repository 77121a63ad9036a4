"""Abbreviations and what they stand for, for the gate and for the search. Pure: data.

The project's own stand in its facts, see `Project.long_forms`. Here are those of nařízení (EU) 2021/1057 (ESF+),
nařízení (EU) 2016/679 (GDPR), zákon č. 314/2002 Sb. (ORP).
"""

LONG_FORMS = {
    "ČR": "Česká republika",
    "ČSÚ": "Český statistický úřad",
    "DIA": "Digitální a informační agentura",
    "DIČ": "daňové identifikační číslo",
    "ESF": "Evropský sociální fond",
    "ESF+": "Evropský sociální fond plus",
    "EU": "Evropská unie",
    "GDPR": "obecné nařízení o ochraně osobních údajů",
    "IČO": "identifikační číslo osoby",
    "ORP": "obec s rozšířenou působností",
    "PSČ": "poštovní směrovací číslo",
}
# Everybody knows these better than what they stand for.
KNOWN = {"ČR", "ČSÚ", "DIČ", "EU", "IČO", "PDF", "PSČ"}
