"""The forms of personal data: what a column holds by its names and cells, what is masked in a text."""

from __future__ import annotations

import pytest

from analysis.etl.personal_data import masked, personal_kind

EMAILS = ["a.b@exemple.fr", "jean@club.org", "x@y.com", ""]
PHONES = ["01 23 45 67 89", "0612345678", "+33 6 12 34 56 78", "04.91.00.00.00"]

KINDS = [
    (["contact"], EMAILS, "e-mail address"),
    (["courriel"], ["a@b.fr", "non", "je ne souhaite pas", "-"], "e-mail address"),
    (["avis"], ["a@b.fr", "bon accueil", "rien à dire", "merci"], ""),
    (["q12"], PHONES, "telephone number"),
    (["Tél. portable"], ["0612345678"], "telephone number"),
    (["telephone"], ["1", "2", "1", "0"], ""),
    (["code_adherent"], ["0123456789", "0123456790", "0123456791"], ""),
    (["siret"], ["41816609600069", "55208131766522", "73282932000074"], ""),
    (["q7"], ["0612345678", "0712345678", "0611111111"], "telephone number"),
    (["ipaddr"], ["192.168.1.12", "81.2.3.4"], "IP address"),
    (["meta"], ["2a01:cb00:8c:1::1", "192.168.1.12", "10.0.0.1"], "IP address"),
    (["version"], ["1.2.3", "1.2.4", "1.3.0"], ""),
    (["heure"], ["12:30", "08:15", "23:59"], ""),
    (["heure"], ["10:10:10", "23:59:59", "08:15:00"], ""),
    (["nom"], ["Dupont", "Le Goff", "d'Artagnan", "Martin-Petit"], "name of a person"),
    (["PRENOM"], ["Jean", "Anne-Marie"], "name of a person"),
    (["Nom de famille"], ["Dupont"], "name of a person"),
    (["lastName"], ["Smith", "O'Neil"], "name of a person"),
    (["nom_association"], ["Secours populaire", "Croix rouge"], ""),
    (["nom"], ["une association de 300 personnes qui aide, depuis 1901, tout le monde"], ""),
    (["adresse"], ["12 rue de la Paix", "3 bis avenue Foch, Paris", "5, place du Marché"], "street address"),
    (["lieu"], ["12 rue de la Paix", "3 avenue Foch", "221 Baker street"], "street address"),
    (["lieu"], ["à la mairie", "place du village", "dans la rue"], ""),
    (["email"], [], ""),
    (
        ["q2"],
        ["Marie <m@x.fr>", "j.martin (at) club.fr", "mailto:l@z.org", "a@b.fr; c@d.fr"],
        "e-mail address",
    ),
    (["mail"], ["Marie Dupont <m@x.fr>", *["non"] * 8], "e-mail address"),
    (["q4"], ["06/12/34/56/78", "0033612345678", "+33(0)6.12.34.56.79"], "telephone number"),
    (["q4"], ["33612345678", "33712345678", "33612345679"], "telephone number"),
    (["portable"], ["6 12 34 56 78", "612345679"], "telephone number"),
    (["code"], ["0012345678", "0012345679", "0012345670"], ""),
    (["contact"], ["06 12 34 56 78 le soir", "à l'accueil", "par courrier"], "telephone number"),
    (["contact"], ["par courrier", "à l'accueil"], ""),
    (["meta"], ["::1", "fe80::1%eth0", "[2001:db8::1]:443", "::ffff:10.1.2.3"], "IP address"),
    (["meta"], ["192.168.001.012:8080", "10.0.0.1, 81.2.3.4", "2a01:e0a::1/64"], "IP address"),
    (["heure"], ["12:30::", "10:10", "11:11"], ""),
    (["lieu"], ["48.1173 -1.6778 0 0", "43.2965 5.3698 12.5 4", "-21.1151 55.5364 0 0"], "place on a map"),
    (["q9"], ["48.1173, -1.6778", "(43.2965,5.3698)", "45.7640;4.8357"], "place on a map"),
    (["_lieu_latitude"], ["48.1173", "43.2965"], "place on a map"),
    (["Longitude"], ["-1,6778", "5,3698", "4,8357"], "place on a map"),
    (["score"], ["48.117", "43.296", "45.764"], ""),
    (["q9"], ["12.50 13.75", "8.25 9.50", "7.00 1.25"], ""),
    (["Nom et prénom"], ["DUPONT, Marie", "Mme Martin", "Luc Petit (trésorier)"], "name of a person"),
    (["Q1", "Quel est votre nom ?"], ["Dupont", "Martin"], "name of a person"),
    (["nom_complet"], ["Marie Dupont"], "name of a person"),
    (["nom du bénévole"], ["Marie Dupont"], "name of a person"),
    (["Nom de votre association"], ["Croix Rouge", "Secours Populaire"], ""),
    (["contact"], ["Marie Dupont", "Luc Martin"], "name of a person"),
    (["contact"], ["le président", "Accueil"], ""),
    (["commentaire"], ["Très Bien", "Rien"], ""),
    # at the part of the cells from which a column is of a kind, and just under it
    (["courriel"], ["a@b.fr", *"123456789"], "e-mail address"),
    (["courriel"], ["a@b.fr", *"1234567890"], ""),
    (["telephone"], ["01 23 45 67 89", *"123456789"], "telephone number"),
    (["telephone"], ["01 23 45 67 89", *"1234567890"], ""),
    (["ip"], ["81.2.3.4", *"123456789"], "IP address"),
    (["ip"], ["81.2.3.4", *"1234567890"], ""),
    (["adresse"], ["12 rue Foch", *"123456789"], "street address"),
    (["adresse"], ["12 rue Foch", *"1234567890"], ""),
    (["q12"], ["a@b.fr", "c@d.fr", "non", "oui"], "e-mail address"),
    (["q12"], ["a@b.fr", "c@d.fr", "non", "oui", "-"], ""),
    (["q12"], ["81.2.3.4", "81.2.3.5", "non", "oui"], "IP address"),
    (["q12"], ["81.2.3.4", "81.2.3.5", "non", "oui", "-"], ""),
    (["q12"], ["12 rue Foch", "3 rue Foch", "non", "oui"], "street address"),
    (["q12"], ["12 rue Foch", "3 rue Foch", "non", "oui", "-"], ""),
    (["q12"], ["06 12 34 56 78", "06 12 34 56 79", "0123456789", "0123456780"], "telephone number"),
    (["q12"], ["06 12 34 56 78", "06 12 34 56 79", "0123456789", "0123456780", "0123456781"], ""),
    (["q12"], ["a@b.fr", "c@d.fr", "e@f.fr"], "e-mail address"),
    (["q12"], ["a@b.fr", "c@d.fr"], ""),
    (["nom"], ["Dupont", "1"], "name of a person"),
    (["nom"], ["Dupont", "1", "2"], ""),
    (["contact"], ["Marie Dupont", "1"], "name of a person"),
    (["contact"], ["Marie Dupont", "1", "2"], ""),
]


@pytest.mark.parametrize(("names", "cells", "expected"), KINDS)
def test_personal_data_are_known_by_name_and_content(
    names: list[str], cells: list[str], expected: str
) -> None:
    assert personal_kind(names, [cell for cell in cells if cell]) == expected


MASKS = [
    ("écrire à jean.dupont+asso@club-sport.fr.", "écrire à [e-mail].", 1, 0),
    ("Tél. 06 12 34 56 78, merci", "Tél. [téléphone], merci", 0, 1),
    ("0033 (0)1 23 45 67 89 ou +44 20 7946 0958", "[téléphone] ou [téléphone]", 0, 2),
    ("01.23.45.67.89 / a@b.fr / c@d.org", "[téléphone] / [e-mail] / [e-mail]", 2, 1),
    ("en 2009, 12 000 € et 35 % de 1 000 000", "en 2009, 12 000 € et 35 % de 1 000 000", 0, 0),
    ("SIRET 41816609600069", "SIRET 41816609600069", 0, 0),
    ("du 01/02/2008 au 03-04-2009", "du 01/02/2008 au 03-04-2009", 0, 0),
    ("rendez-vous @ la mairie", "rendez-vous @ la mairie", 0, 0),
    ("3 places @ 12.50 l'une", "3 places @ 12.50 l'une", 0, 0),
    ("marie.dupont @ orange.fr, luc (at) club.org", "[e-mail], [e-mail]", 2, 0),
    ("o'brien@x.fr et luc arobase club.org", "[e-mail] et [e-mail]", 2, 0),
    ("luc＠club.org", "[e-mail]", 1, 0),
    *(
        (f"appeler {number}.", "appeler [téléphone].", 0, 1)
        for number in (
            "06/12/34/56/78",
            "06 - 12 - 34 - 56 - 78",
            "06. 12. 34. 56. 78",
            "06  12  34  56  78",
            "06_12_34_56_78",
            "06\u201112\u201134\u201156\u201178",
            "06\t12\t34\t56\t78",
            "(06) 12 34 56 78",
            "(0)6 12 34 56 78",
            "06 123 456 78",
            "0612 345 678",
            "33 6 12 34 56 78",
            "+33\u00a06\u00a012\u00a034\u00a056\u00a078",
            "+33/6/12/34/56/78",
            "0033612345678",
            "00590690123456",
            "0032 475 12 34 56",
        )
    ),
    ("tel0612345678ou rien", "tel[téléphone]ou rien", 0, 1),
    ("les 1er, 2 et 3 ; 100 000 000 €", "les 1er, 2 et 3 ; 100 000 000 €", 0, 0),
]


@pytest.mark.parametrize(("text", "expected", "emails", "phones"), MASKS)
def test_addresses_and_numbers_in_a_text_are_masked(
    text: str, expected: str, emails: int, phones: int
) -> None:
    assert masked(text) == (expected, emails, phones)


def test_a_long_text_is_masked_in_no_time() -> None:
    text = "a" * 200_000 + "@" + "1 " * 100_000
    assert masked(text) == (text, 0, 0)
