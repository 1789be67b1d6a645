"""Titles as SMS services write them find their territory, and nothing is guessed."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS

from bot.domain.models import Country
from bot.shop.catalogue.countries import (
    country_name,
    flag,
    foreign_spellings,
    settle,
    short_codes,
    spellings,
    territory,
)
from bot.shop.catalogue.other_names import ALIASES
from bot.telegram.screens.names import country_label

TITLES = """
AF Afghanistan; AL Albania; DZ Algeria; AD Andorra; AO Angola; AI Anguilla; AG Antigua and Barbuda; AR Argentina;
AM Armenia; AW Aruba; AU Australia; AT Austria; AZ Azerbaijan; BS Bahamas; BH Bahrain; BD Bangladesh; BB Barbados;
BY Belarus; BE Belgium; BZ Belize; BJ Benin; BM Bermuda; BT Bhutan; BO Bolivia; BA Bosnia; BA Bosnia and Herzegovina;
BW Botswana; BR Brazil; BN Brunei Darussalam; BG Bulgaria; BF Burkina Faso; BI Burundi; KH Cambodia; CM Cameroon;
CA Canada; CV Cape Verde; KY Cayman islands; CF CAR; CF Central African Republic; TD Chad; CL Chile; CN China;
CO Colombia; KM Comoros; CD Congo (Dem. Republic); CD DR Congo; CD Democratic Republic of the Congo;
CG Republic of the Congo; CR Costa Rica; CI Cote d'Ivoire; CI Côte d’Ivoire; CI Ivory Coast; HR Croatia; CU Cuba;
CW Curacao; CY Cyprus; CZ Czech; CZ Czech Republic; DK Denmark; DJ Djibouti; DM Dominica; DO Dominican Republic;
TL East Timor; TL Timor-Leste; EC Ecuador; EG Egypt; SV Salvador; SV El Salvador; GB England; GQ Equatorial Guinea;
ER Eritrea; EE Estonia; ET Ethiopia; FO Faroe Islands; FJ Fiji; FI Finland; FR France; GF French Guiana;
PF French Polynesia; GA Gabon; GM Gambia; GE Georgia; DE Germany; GH Ghana; GI Gibraltar; GR Greece; GL Greenland;
GD Grenada; GP Guadeloupe; GT Guatemala; GN Guinea; GW Guinea-Bissau; GW Guinea Bissau; GY Guyana; HT Haiti;
HN Honduras; HK Hong Kong; HK HongKong; HU Hungary; IS Iceland; IN India; ID Indonesia; IR Iran; IQ Iraq; IE Ireland;
IL Israel; IT Italy; JM Jamaica; JP Japan; JO Jordan; KZ Kazakhstan; KE Kenya; XK Kosovo; KW Kuwait; KG Kyrgyzstan;
LA Lao People's; LA Laos; LV Latvia; LB Lebanon; LS Lesotho; LR Liberia; LY Libya; LI Liechtenstein; LT Lithuania;
LU Luxembourg; MO Macao; MO Macau; MK Macedonia; MK North Macedonia; MG Madagascar; MW Malawi; MY Malaysia;
MV Maldives; ML Mali; MT Malta; MQ Martinique; MR Mauritania; MU Mauritius; MX Mexico; MD Moldova; MC Monaco;
MN Mongolia; ME Montenegro; MS Montserrat; MA Morocco; MZ Mozambique; MM Myanmar; MM Burma; NA Namibia; NP Nepal;
NL Netherlands; NL Holland; NC New Caledonia; NZ New Zealand; NI Nicaragua; NE Niger; NG Nigeria; KP North Korea;
NO Norway; OM Oman; PK Pakistan; PS Palestine; PA Panama; PG Papua New Guinea; PY Paraguay; PE Peru; PH Philippines;
PL Poland; PT Portugal; PR Puerto Rico; QA Qatar; RE Reunion; RO Romania; RU Russia; RU Russian Federation; RW Rwanda;
KN Saint Kitts and Nevis; LC Saint Lucia; LC St. Lucia; VC Saint Vincent and the Grenadines;
VC St Vincent & Grenadines; WS Samoa; AS American Samoa; SM San Marino; ST Sao Tome and Principe; SA Saudi Arabia;
SN Senegal; RS Serbia; SC Seychelles; SL Sierra Leone; SG Singapore; SK Slovakia; SI Slovenia; SB Solomon Islands;
SO Somalia; ZA South Africa; KR South Korea; KR Korea (South); SS South Sudan; ES Spain; LK Sri Lanka; SD Sudan;
SR Suriname; SZ Swaziland; SZ Eswatini; SE Sweden; CH Switzerland; SY Syria; SY Syrian Arab Republic; TW Taiwan;
TJ Tajikistan; TZ Tanzania; TH Thailand; TG Togo; TO Tonga; TT Trinidad and Tobago; TN Tunisia; TR Turkey; TR Türkiye;
TM Turkmenistan; TC Turks & Caicos Islands; AE UAE; AE United Arab Emirates; UG Uganda; UA Ukraine; GB UK;
GB United Kingdom; GB Great Britain; US USA; US U.S.A.; US United States; US UNITED STATES OF AMERICA; UY Uruguay;
UZ Uzbekistan; VU Vanuatu; VE Venezuela; VN Viet Nam; VN Vietnam; VG British Virgin Islands;
VG Virgin Islands (British); VI Virgin Islands (US); YE Yemen; ZM Zambia; ZW Zimbabwe; US USA (virtual); US USA v2;
GB England [real]; ID indonesia 2; CA  CANADA  (Virtual); AR Argentinas; CI Cote d`Ivoire Ivory Coast;
PG Papua new gvineya; CF CAF; NA Nambia; KR Korea; US USA (v); US USA-virtual; CI Ivory Coast (Cote d'Ivoire);
GU Guam (USA); MQ Martinique (French); VN Вьетнам; CI Кот-д’Ивуар; US USA *; US USA*; US USA #2; US USA_2; US (v) USA;
US Virtual USA; US USA / United States; GB UK (O2); RU Russia (Beeline); PH Phillipines; PH Philipines; CO Columbia;
EC Equador; KZ Kazahstan; KG Kyrgystan; TJ Tadjikistan; MA Marocco; ID Indonezia; RO Rumania; UA Ukrain; CM Camerun;
GT Gvatemala; ET Efiopia; HT Gaiti; HN Gonduras; ZW Zimbabve; MZ Mozambik; LU Luxemburg; LI Leichtenstein; IL Izrael;
BA Bosnia and Gerzegovina; GW Guinea Bisau; GN Guinea-Conakry; SA Saudi Arabya; LY Lybia; PF Polinesia Francesa;
DE Deutschland; ES España; BR Brasil; TR Türkei; PL Polsha; KR Южная Корея; KR Корея; ZA ЮАР; US США (виртуальные);
KG Кыргызстан; CG Республика Конго; HK Гонконг; CN 中国; DE ألمانيا; MO Macau (China); AW Aruba (Netherlands);
PR Puerto Rico (USA); GI Gibraltar (UK); VG Virgin Islands (UK); SZ Swaziland (Eswatini); GF Guyana French
"""
MEANT = [(code, title) for code, _space, title in (line.strip().partition(" ") for line in TITLES.split(";"))]


@pytest.mark.parametrize(("code", "title"), MEANT)
def test_a_title_as_services_write_it_finds_its_territory(code: str, title: str) -> None:
    assert territory(title) == code


@pytest.mark.parametrize(
    "title",
    [
        "Congo",
        "Virgin Islands",
        "Samoa (American)",
        "France (Guadeloupe)",
        "Nigerr",
        "Austrlia",
        "Slovekia",
        "Irann",
        "Dominik",
        "Dominican",
        "Georgia (US)",
        "Mali (Asia)",
        "Samoa (USA)",
        "Sudan (South)",
        "Korea (N)",
        "Ireland (Northern)",
        "Cyprus (North)",
        "Netherlands Antilles",
        "Конго",
        "Republic",
        "NA",
        "Other",
        "Northern Ireland",
        "Gui",
        "Any country",
        "Europe",
        "European Union",
        "World",
        "virtual",
        "2",
        "and",
        "🇻🇳",
        "",
        " ",
    ],
)
def test_what_could_be_two_things_or_nothing_is_not_guessed(title: str) -> None:
    assert territory(title) is None
    assert country_name(title, "ru") == title


def test_each_territory_is_found_by_its_own_english_name() -> None:
    names = Locale.parse("en").territories
    assert {code: territory(names[code]) for code in SUPPORTED_REGIONS} == {code: code for code in SUPPORTED_REGIONS}


def test_no_alias_is_lost_to_another_territory() -> None:
    meant = [(code, name) for code, names in ALIASES.items() for name in names.split("|")]
    assert [(territory(name), name) for _code, name in meant] == meant


@given(st.text(max_size=400))
def test_any_text_is_a_territory_with_a_flag_and_names_or_none_at_all(title: str) -> None:
    found = territory(title)
    assert found is None or found in SUPPORTED_REGIONS
    assert len(flag(found)) == (1 if found is None else 2)
    assert found or country_name(title, "vi") == title


def test_a_flag_is_made_of_the_two_letters_and_a_globe_stands_for_the_unknown() -> None:
    assert (flag("VN"), flag("US"), flag(None)) == ("🇻🇳", "🇺🇸", "🌐")


def test_names_are_in_the_users_language() -> None:
    assert [country_name("Viet Nam", language) for language in ("en", "vi", "ru")] == ["Vietnam", "Việt Nam", "Вьетнам"]
    assert country_name("Germany", "vi") == "Đức"
    assert country_name("Ivory Coast", "ru") == "Кот-д’Ивуар"


def test_a_mark_that_tells_two_pools_of_one_country_apart_stays_in_the_name() -> None:
    assert country_name("USA (virtual)", "ru") == "Соединенные Штаты (virtual)"
    assert country_name("USA v2", "vi") == "Hoa Kỳ v2"
    assert country_name("USA (virtual) 2", "en") == "United States (virtual) 2"


def test_a_country_has_its_spellings_and_short_codes_for_the_search() -> None:
    known = spellings("England", ("en", "vi", "ru"))
    assert {"England", "United Kingdom", "UK", "Великобритания", "Vương quốc Anh"} <= known
    assert "Reino Unido" in foreign_spellings("England")
    assert short_codes("England") == {"gb", "uk", "gbr", "44", "flaggb"}
    assert spellings("Atlantis", ("en", "ru")) == {"Atlantis"}
    assert short_codes("Atlantis") == set()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("USA *", "United States *"),
        ("USA*", "United States *"),
        ("USA (v)", "United States (v)"),
        ("USA-virtual", "United States virtual"),
        ("USA #2", "United States #2"),
        ("Virtual USA", "United States Virtual"),
        ("UK (O2)", "United Kingdom (O2)"),
        ("Guam (USA)", "Guam"),
        ("Cote d`Ivoire Ivory Coast", "Côte d’Ivoire"),
        ("Argentinas", "Argentina"),
    ],
)
def test_a_name_keeps_what_marks_a_pool_and_nothing_else(title: str, name: str) -> None:
    assert country_name(title, "en") == name


@pytest.mark.parametrize(
    ("title", "code", "found", "name"),
    [
        ("Korea", "KR", "KR", "South Korea"),
        ("Korea", "kp", "KP", "North Korea"),
        ("Congo", "CD", "CD", "Congo - Kinshasa"),
        ("Austrlia", "AU", "AU", "Australia"),
        ("England", "UK", "GB", "United Kingdom"),
        ("France", "FRA", "FR", "France"),
        ("USA (v)", "usa_virtual", "US", "United States (v)"),
        ("USA v2", "US-2", "US", "United States v2"),
        ("Server 5", "VN", "VN", "Vietnam (Server 5)"),
        ("Server 6", "ivory_coast", "CI", "Côte d’Ivoire (Server 6)"),
        ("Server 7", "🇻🇳", "VN", "Vietnam (Server 7)"),
        ("Scotland", "GB", "GB", "United Kingdom (Scotland)"),
        ("Vietnam", "84", "VN", "Vietnam"),
        ("Vietnam", "v1", "VN", "Vietnam"),
        ("Atlantis", "84", None, "Atlantis"),
        ("Atlantis", "XX", None, "Atlantis"),
    ],
)
def test_the_providers_code_settles_a_country(title: str, code: str, found: str | None, name: str) -> None:
    assert (territory(title, code), country_name(title, "en", code)) == (found, name)


def names(*titles: str) -> list[str]:
    countries = settle([Country(at, title) for at, title in enumerate(titles)])
    return [country_label(country, "en").split(" ", 1)[1] for country in countries]


def test_which_of_two_namesakes_is_meant_is_told_by_the_other_one_in_the_list() -> None:
    assert names("Congo", "Congo (Dem. Republic)") == ["Congo - Brazzaville", "Congo - Kinshasa"]
    assert names("Republic of the Congo", "Congo")[1] == "Congo - Kinshasa"
    assert names("Virgin Islands (British)", "Virgin Islands")[1] == "U.S. Virgin Islands"
    assert names("Korea", "North Korea") == ["South Korea", "North Korea"]
    assert names("Congo", "Vietnam") == ["Congo", "Vietnam"]
    assert names("Congo", "DR Congo", "Congo Brazzaville")[0] == "Congo"


def test_two_pools_of_one_country_never_have_the_same_label() -> None:
    assert names("USA", "USA *", "USA (v)") == ["United States", "United States *", "United States (v)"]
    assert names("England", "United Kingdom") == ["United Kingdom (England)", "United Kingdom"]
    assert names("USA", "USA") == ["United States (#0)", "United States (#1)"]
    assert names("Argentina", "Argentinas") == ["Argentina", "Argentina (Argentinas)"]
