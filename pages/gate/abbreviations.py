"""Abbreviations and what they stand for, for the gate and for the search. Pure: data.

Long forms as the project's own facts have them, and for the others: nařízení (EU) 2021/1057 (ESF+), nařízení (EU)
2016/679 (GDPR), zákon č. 314/2002 Sb. (ORP).
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
    "MPSV": "Ministerstvo práce a sociálních věcí",
    "OPZ": "Operační program Zaměstnanost",
    "ORP": "obec s rozšířenou působností",
    "PSČ": "poštovní směrovací číslo",
}
# Everybody knows these better than what they stand for.
KNOWN = {"ČR", "ČSÚ", "DIČ", "EU", "IČO", "PDF", "PSČ"}
