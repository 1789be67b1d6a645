"""A phone number in the forms that sign-up pages ask for."""

from dataclasses import dataclass

import phonenumbers


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    international: str
    """`+84912345678`: what to paste where the page has one field."""
    spaced: str
    """`+84 912 345 678`: for reading."""
    prefix: str = ""
    """`+84`; empty where nobody knows it, and then `national` is, too."""
    national: str = ""
    """`912345678`: what to type where the page asks for the country separately."""

    @classmethod
    def parse(cls, digits: str) -> "PhoneNumber":
        """From the provider's digits, with the country's prefix and without a plus sign."""
        whole = f"+{digits}"
        try:
            number = phonenumbers.parse(whole)
        except phonenumbers.NumberParseException:
            return cls(whole, whole)
        return cls(
            whole,
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
            f"+{number.country_code}",
            phonenumbers.national_significant_number(number),
        )
