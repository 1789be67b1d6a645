"""How this trade and people write countries: the spellings and marks that Unicode's data does not have."""

from typing import Final

from bot.shop.catalogue.normalize import fold

# What CLDR's English name is not, but SMS services and people write.
ALIASES = {
    "AE": "Объединенные Арабские Эмираты|UAE|U.A.E.|Emirates|Arab Emirates|ОАЭ|Эмираты",
    "BA": "Босния|Bosnia|Bosnia-Herzegovina",
    "BD": "Bangla|Bangla Desh",
    "BL": "Saint Barts",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of)|Plurinational State of Bolivia",
    "BQ": "Bonaire|Bonaire, Sint Eustatius and Saba",
    "BY": "Byelorussia|Белоруссия",
    "CC": "Cocos Islands|Keeling Islands",
    "CD": "ДРК|DR Congo|D.R. Congo|DRC|Congo DR|Congo DRC|Congo (Dem. Republic)|Congo (Dem. Rep.)|Dem. Rep. Congo|"
    "Democratic Congo|Democratic Republic of Congo|Congo, Democratic Republic of the|Congo Democratic Republic|"
    "Congo Kinshasa|Kinshasa|Zaire",
    "CF": "ЦАР|CAR|C.A.R.|Central African Rep.|Central Africa Republic",
    "CG": "Республика Конго|Congo (Rep.)|Congo Republic|Republic of Congo|"
    "Congo, Republic of the|Congo Brazzaville|Brazzaville",
    "CI": "Ivory Coast|Cote d Ivoire|Côte d Ivoire",
    "CK": "Cook",
    "CN": "КНР|PRC|People's Republic of China|Mainland China",
    "CV": "Cabo Verde|Cape Verde Islands",
    "CZ": "Чешская Республика|Czech|Czech Republic|Чехия",
    "DO": "Доминикана|Dominican Rep.|Dominicana",
    "FK": "Falklands",
    "FM": "Micronesia|Federated States of Micronesia|Micronesia, Federated States of",
    "FO": "Faroe|Faeroe Islands|Faroes",
    "GB": "Соединенное Королевство|Британия|UK|Great Britain|Britain|England|"
    "United Kingdom of Great Britain and Northern Ireland|Англия",
    "GF": "Guiana (French)",
    "GM": "Gambia, The",
    "GN": "Guinea Conakry|Guinea Republic",
    "HK": "Гонконг|Hong Kong|Hong Kong SAR|Hong Kong China|HongKong (China)",
    "IR": "Iran, Islamic Republic of|Islamic Republic of Iran",
    "KG": "Кыргызстан|Kirghizia|Kirgizia|Kyrgyz Republic|Kirgizstan|Киргизия",
    "KH": "Kampuchea",
    "KN": "Saint Kitts|Saint Kitts Nevis",
    "KP": "Северная Корея|N. Korea|N Korea|DPRK|Korea (North)|Democratic People's Republic of Korea|"
    "Korea, Democratic People's Republic of",
    "KR": "Южная Корея|Республика Корея|S. Korea|S Korea|Republic of Korea|"
    "Korea, Republic of|Korea (South)|Korea (Republic)",
    "KY": "Cayman",
    "LA": "Lao|Lao People's|Lao PDR|Lao People's Democratic Republic",
    "LY": "Libiya|Lybia|Libyan Arab Jamahiriya",
    "MD": "Moldavia|Republic of Moldova|Moldova, Republic of|Молдавия",
    "MF": "Saint Martin (French part)",
    "MH": "Marshall",
    "MK": "Macedonia|FYROM|Republic of North Macedonia|Macedonia (FYROM)|Македония",
    "MM": "Мьянма|Бирма|Myanmar|Mianmar|Burma|Burma (Myanmar)",
    "MO": "Макао|Macao|Macau|Macau SAR|Macao SAR",
    "MV": "Maldive Islands",
    "NL": "Holland|Голландия",
    "PG": "Papua-New Guinea|Papua",
    "PS": "Палестина|Palestine|State of Palestine|Palestinian Territory|Palestine, State of",
    "RU": "Russian Federation|РФ",
    "SA": "KSA|Saudi|Saudia",
    "SB": "Solomon",
    "SH": "Saint Helena, Ascension and Tristan da Cunha",
    "SK": "Slovak Republic",
    "ST": "Sao Tome",
    "SV": "Salvador",
    "SX": "Sint Maarten (Dutch part)|Saint Maarten",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TJ": "Tadjikistan|Tadzhikistan",
    "TM": "Turkmenia",
    "TC": "Turks Caicos",
    "TL": "Timor|East Timor|Timor Leste",
    "TR": "Turkey|Turkiye",
    "TT": "Trinidad",
    "TW": "Taiwan, Province of China|Taiwan (China)|Chinese Taipei",
    "TZ": "United Republic of Tanzania|Tanzania, United Republic of",
    "US": "USA|U.S.A.|U.S.|US|United States of America|America|the States|США|Америка|Штаты|Mỹ|Nước Mỹ|Amerika",
    "VA": "Vatican|Vatican City State|Holy See",
    "VC": "Saint Vincent",
    "VE": "Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela",
    "VG": "Virgin Islands (UK)|Virgin Islands UK|British Virgin|Virgin Islands (British)|Virgin Islands, British|BVI",
    "VI": "Virgin Islands (US)|Virgin Islands, U.S.|US Virgin Islands|United States Virgin Islands|USVI",
    "ZA": "ЮАР|RSA|South African Republic",
}

UNCLEAR: Final = {
    "congo": {"CD", "CG"},
    "kongo": {"CD", "CG"},
    "virginislands": {"VG", "VI"},
    "korea": {"KP", "KR"},
    "koreya": {"KP", "KR"},
}
"""Names that two territories share. Where a list names one of them clearly, the other is meant."""
BY_DEFAULT: Final = {"korea": "KR", "koreya": "KR"}
"""Nobody sells numbers of North Korea under this name."""

# Whose territories are often listed with their owner: "Guam (USA)", "Martinique (French)".
OWNERS: Final = {
    "US": ("GU PR VI AS MP", "usa us american unitedstates"),
    "FR": ("GP MQ GF RE YT PF NC PM BL MF WF", "france french fr"),
    "GB": ("BM KY VG AI MS TC GI FK IO SH AC TA GG JE IM", "uk gb british unitedkingdom"),
    "NL": ("AW BQ CW SX", "nl dutch netherlands"),
    "DK": ("GL FO", "dk danish denmark"),
    "CN": ("HK MO TW", "cn china"),
    "AU": ("CX CC NF", "au australia australian"),
    "NZ": ("CK NU TK", "nz newzealand"),
    "FI": ("AX", "finland finnish"),
    "NO": ("SJ", "norway norwegian"),
}
OWNED: Final = {one: set(words.split()) for owned, words in OWNERS.values() for one in owned.split()}

# Words beside a country's name that set one pool of numbers apart from another of the same country.
MARK_WORDS: Final = """
    virtual virt real physical mobile landline fixed premium new old sim sims esim nonvoip voip non cheap fast vip
    pool server test special bulk private prepaid postpaid plus pro lite extra exclusive operator any random number
    numbers gsm lte 4g 5g виртуальные виртуальный виртуальная физические новые новая
    tele2 beeline mts megafon yota lyca lycamobile lebara vodafone o2 ee three giffgaff orange tmobile verizon att mint
    claro telcel airtel jio viettel mobifone vinaphone
"""
MARKS: Final = frozenset(map(fold, MARK_WORDS.split()))
SMALL_WORDS: Final = frozenset(["new", "and", "the", "of", "st", "san", "el", "la", "da", "e", "i"])
UNSURE_LETTERS: Final = frozenset("nsewkb")
"""Alone they may stand for North, South, East, West, Kinshasa, Brazzaville."""

OTHER_LANGUAGES: Final = "ru uk vi de es fr pt it nl pl tr id cs ro sv az uz kk ar fa hi bn zh ja ko th"
"""Whose names a title, a setting or a search may use, beside the bot's own languages. The first ones come first."""
